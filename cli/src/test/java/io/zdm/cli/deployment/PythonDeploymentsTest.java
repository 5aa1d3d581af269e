package io.zdm.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Alembic, Django and shell examples of docs/deployments.md, as they stand there, where the machine has these programs
 * (Debian's python3-alembic, python3-django, python3-psycopg2 and jq, which {@code .ci/run} brings).
 */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class PythonDeploymentsTest {

    private static final Path PAGE = Path.of("../docs/deployments.md");

    /** There nothing is left out. */
    private static final boolean IN_CI = System.getenv("CI") != null;

    private final TestDatabase database;
    private final Path dir;

    PythonDeploymentsTest(TestDatabase database, @TempDir Path dir) throws IOException {
        this.database = database;
        this.dir = dir;
        write(
                "bin/zdm-batch",
                Program.command().stream().collect(Collectors.joining("' '", "#!/bin/sh\nexec '", "' \"$@\"\n")));
        assertThat(dir.resolve("bin/zdm-batch").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void anAlembicRevisionThatFailsIsNotNotedAndTheNextUpgradeMakesIt() throws Exception {
        String python = python("alembic, psycopg2");
        database.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
        write("alembic.ini", "[alembic]\nscript_location = scripts\n");
        write("scripts/env.py", """
                import os
                from alembic import context
                from sqlalchemy import create_engine
                with create_engine(os.environ["APP_URL"]).connect() as connection:
                    context.configure(connection=connection, transaction_per_migration=True)
                    with context.begin_transaction():
                        context.run_migrations()
                """);
        write("scripts/versions/0102.py", """
                import subprocess
                from alembic import op
                revision = "0102"
                down_revision = None
                %s
                """.formatted(example("## Alembic")));
        String[] upgrade = {python, "-m", "alembic", "upgrade", "head"};

        change("orders", "note", "nosuchtype");
        assertThat(run(upgrade)).isNotZero();
        assertThat(database.queryList("SELECT version_num FROM alembic_version"))
                .isEmpty();
        change("orders", "note", "varchar(40)");
        assertThat(run(upgrade)).as(said()).isZero();
        assertThat(run(upgrade)).as(said()).isZero();

        assertThat(type("orders", "note")).isEqualTo("character varying(40)");
        assertThat(database.queryList("SELECT version_num FROM alembic_version"))
                .containsExactly("0102");
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("1");
    }

    @Test
    void aDjangoMigrationMakesTheColumnAndDjangoKnowsIt() throws Exception {
        String python = python("django, psycopg2");
        write("settings.py", """
                import os
                SECRET_KEY = "of a test"
                INSTALLED_APPS = ["files"]
                DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
                DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["APP_NAME"],
                    "USER": os.environ["APP_USER"], "HOST": os.environ["APP_HOST"], "PORT": os.environ["APP_PORT"]}}
                """);
        write("files/__init__.py", "");
        write("files/models.py", """
                from django.db import models
                class Files(models.Model):
                    id = models.BigAutoField(primary_key=True)
                    size = models.BigIntegerField()
                """);
        write("files/migrations/__init__.py", "");
        write("files/migrations/0001_initial.py", """
                from django.db import migrations, models
                class Migration(migrations.Migration):
                    operations = [migrations.CreateModel("Files", [("id", models.BigAutoField(primary_key=True)),
                        ("size", models.IntegerField())])]
                """);
        write(
                "files/migrations/0002_size.py",
                "import subprocess\nfrom django.db import migrations, models\n"
                        + example("## Django")
                                .replace(
                                        "atomic = False",
                                        "atomic = False\n    dependencies = [(\"files\", \"0001_initial\")]"));
        change("files_files", "size", "bigint");

        assertThat(run(python, "-m", "django", "migrate")).as(said()).isZero();
        assertThat(run(python, "-m", "django", "migrate")).as(said()).isZero();
        assertThat(run(python, "-m", "django", "makemigrations", "--check", "--dry-run"))
                .as("what the models lack: " + said())
                .isZero();

        assertThat(type("files_files", "size")).isEqualTo("bigint");
        assertThat(database.queryOne("SELECT state FROM zdm.change_status")).isEqualTo("SWAPPED");
    }

    @Test
    void whatWasSwappedAWeekAgoIsContractedByTheNightlyJobAndNothingElse() throws Exception {
        assumeTrue(IN_CI || Stream.of("jq", "xargs").allMatch(p -> program(p).isPresent()), "jq is not here");
        for (String table : new String[] {"early", "late"}) {
            database.execute("CREATE TABLE " + table + " (id int PRIMARY KEY, note text)");
            change(table, "note", "varchar(40)");
            assertThat(run("zdm-batch", "apply", "migrations/" + table + ".yaml"))
                    .as(said())
                    .isZero();
        }
        database.execute(
                "UPDATE zdm.change SET swapped_at = swapped_at - interval '8 days' WHERE table_name = 'early'");

        assertThat(run("sh", "-c", example("**After the bake period**")))
                .as(said())
                .isZero();

        assertThat(database.queryList("SELECT table_name || ' ' || state FROM zdm.change_status ORDER BY id"))
                .containsExactly("early COMPLETED", "late SWAPPED");
    }

    /** The first block of code under a heading. */
    private static String example(String under) throws IOException {
        String page = Files.readString(PAGE);
        int fence = page.indexOf("```", page.indexOf(under));
        int from = page.indexOf("\n", fence) + 1;
        String example = page.substring(from, page.indexOf("```", from));
        assertThat(example).contains("zdm-batch");
        return example;
    }

    /** The file that the examples name, and one of the table's name. */
    private void change(String table, String column, String type) throws IOException {
        String yaml =
                "change: changeColumnType\ntable: %s\ncolumns: [{column: %s, to: %s}]\n".formatted(table, column, type);
        write("migrations/0102.yaml", yaml);
        write("migrations/" + table + ".yaml", yaml);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(dir.resolve(file).getParent());
        Files.writeString(dir.resolve(file), text);
    }

    private int run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("said").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("PATH", dir.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        environment.put("ZDM_URL", Program.url(database).replace("--url=", ""));
        environment.put("APP_URL", Program.url(database).replace("--url=", ""));
        environment.put("APP_NAME", database.name());
        environment.put("APP_USER", database.user());
        environment.put("APP_HOST", database.host());
        environment.put("APP_PORT", String.valueOf(database.port()));
        environment.put("DJANGO_SETTINGS_MODULE", "settings");
        environment.put("PYTHONPATH", dir.toString());
        if (command[0].equals("zdm-batch")) {
            command[0] = dir.resolve("bin/zdm-batch").toString();
        }
        Process process = builder.command(command).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(said()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String said() throws IOException {
        Path said = dir.resolve("said");
        return Files.exists(said) ? Files.readString(said, StandardCharsets.UTF_8) : "";
    }

    private String type(String table, String column) {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = '" + table + "'::regclass AND attname = '" + column + "'"));
    }

    /** A Python that has these modules; Debian's, too, where another one comes first. */
    private String python(String modules) throws IOException, InterruptedException {
        List<String> candidates = new ArrayList<>();
        program("python3").ifPresent(candidates::add);
        candidates.add("/usr/bin/python3");
        for (String candidate : candidates) {
            if (new File(candidate).canExecute() && run(candidate, "-c", "import " + modules) == 0) {
                return candidate;
            }
        }
        assumeTrue(IN_CI, "no Python here has " + modules);
        throw new AssertionError("no Python here has " + modules + ": " + said());
    }

    private static Optional<String> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
