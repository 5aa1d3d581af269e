package io.zdm.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which module and which package may know which: the directions that CONTRIBUTING names. */
class DirectionsTest {

    private static final String[] SPRING_AND_JDBC = {
        "org.springframework..", "java.sql..", "javax.sql..", "org.postgresql.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.zdm");

    @Test
    void modulesKnowOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.zdm.cli..")
                .layer("jobs")
                .definedBy("io.zdm.jobs..")
                .layer("engine")
                .definedBy("io.zdm.engine..")
                .layer("lint")
                .definedBy("io.zdm.lint..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jobs")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("cli", "jobs")
                .whereLayer("lint")
                .mayOnlyBeAccessedByLayers("cli", "jobs")
                .check(CLASSES);
    }

    @Test
    void enginePackagesKnowOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("batch")
                .definedBy("io.zdm.engine.batch..")
                .layer("throttle")
                .definedBy("io.zdm.engine.throttle..")
                .layer("postgres")
                .definedBy("io.zdm.engine.postgres..")
                .layer("plan")
                .definedBy("io.zdm.engine.plan..")
                .layer("catalog")
                .definedBy("io.zdm.engine.catalog..")
                .layer("change")
                .definedBy("io.zdm.engine.change..")
                .whereLayer("batch")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("throttle")
                .mayOnlyBeAccessedByLayers("batch")
                .whereLayer("postgres")
                .mayOnlyBeAccessedByLayers("batch", "throttle")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("batch", "throttle", "postgres")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers("batch", "throttle", "postgres", "plan")
                .whereLayer("change")
                .mayOnlyBeAccessedByLayers("batch", "throttle", "postgres", "plan")
                .check(CLASSES);
    }

    @Test
    void noTwoPackagesOfTheEngineKnowEachOther() {
        slices().matching("io.zdm.engine.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheBatchPackageAndTheCommandLineKnowSpringBatch() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.zdm.engine.batch..", "io.zdm.cli..", "io.zdm.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(CLASSES);
    }

    @Test
    void changeKindsHaveNoConnection() {
        noClasses()
                .that()
                .resideInAPackage("io.zdm.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPRING_AND_JDBC)
                .check(CLASSES);
    }

    @Test
    void descriptionsHaveNoConnection() {
        noClasses()
                .that()
                .resideInAnyPackage("io.zdm.engine.plan..", "io.zdm.engine.catalog..", "io.zdm.engine.change..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPRING_AND_JDBC)
                .check(CLASSES);
    }

    @Test
    void nothingShippedKnowsTheTestkit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.zdm.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.zdm.testkit..")
                .check(CLASSES);
    }
}
