package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.change.ChangeKind;
import io.zdm.jobs.ChangeKinds;
import io.zdm.jobs.changecolumntype.ChangeColumnTypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the files in {@code migrations/} promise; that they are valid is in {@link ChangeFileSchemaTest}. */
class ShippedMigrationsTest {

    private static final Path MIGRATIONS = Path.of("..", "migrations");

    private static final ChangeKind CHANGE_COLUMN_TYPE = new ChangeColumnTypeKind();

    private final ChangeFiles files = new ChangeFiles(ChangeKinds.byName());

    static List<Path> migrations() throws IOException {
        try (Stream<Path> tree = Files.walk(MIGRATIONS)) {
            return tree.filter(path -> path.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void everyMigrationPointsEditorsToTheSchema(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1))).exists();
    }

    @Test
    void theDowngradeIsTheOneChangeForTaskInstanceInTheDefaultDirectory() {
        ChangeEntry entry =
                ChangeSelection.one(files.readDirectory(MIGRATIONS), CHANGE_COLUMN_TYPE, "task_instance", null, null);

        assertThat(entry.name()).isEqualTo("0102-external-executor-id-downgrade");
        assertThat(entry.change().definition())
                .isEqualTo(Map.of(
                        "columns",
                        List.of(Map.of(
                                "column", "external_executor_id",
                                "to", "varchar(250)",
                                "using", "left(external_executor_id, 250)",
                                "reverseUsing", "external_executor_id"))));
    }

    @Test
    void theUpgradeTakesTaskInstanceFirst() {
        assertThat(files.readDirectory(MIGRATIONS.resolve("airflow-upgrade")))
                .extracting(ChangeEntry::table)
                .containsExactly("task_instance", "task_instance_history");
    }

    @Test
    void aSingleChangeAndAnUnquotedNullAreValid() {
        assertThat(new SchemaCheck()
                        .violations("{change: changeColumnType, table: t, name: n, "
                                + "columns: [{column: c, to: text, onUnconvertible: null}]}"))
                .isEmpty();
    }
}
