package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration is found above, says what an option would say, and names the place of what is wrong. */
class LintConfigTest {

    private final Path folder;

    LintConfigTest(@TempDir Path directory) {
        folder = directory;
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve(LintConfig.NAME), text);
    }

    @Test
    void theNearestAboveCounts() throws IOException {
        config("pgVersion: 15\n");
        Path below = Files.createDirectories(folder.resolve("a/b"));

        assertThat(LintConfig.findUpwards(below).pgVersion()).isEqualTo(15);
        Files.writeString(folder.resolve("a").resolve(LintConfig.NAME), "pgVersion: 16\n");
        assertThat(LintConfig.findUpwards(below).pgVersion()).isEqualTo(16);
    }

    @Test
    void pathsRulesSmallTablesAndExclusionsCount() throws IOException {
        Path sql = Files.createDirectories(folder.resolve("db"));
        Files.writeString(sql.resolve("V1.sql"), """
                ALTER TABLE orders RENAME COLUMN a TO b;
                CREATE INDEX i ON settings (a);
                UPDATE orders SET a = 1 WHERE id = 1;
                """);
        Files.writeString(sql.resolve("R__views.sql"), "DROP TABLE orders;\n");
        Path config = config("""
                paths: [db]
                exclude: ["db/R__*.sql"]
                smallTables: settings
                failOn: warning
                rules:
                  rename-column: off
                  lock-timeout-missing: off
                  data-in-migration: error
                """);

        Lint lint = Lint.run("--config=" + config);

        assertThat(lint.out())
                .contains("error [data-in-migration]", "1 finding")
                .doesNotContain("rename", "settings");
        assertThat(lint.exit()).isOne();
        assertThat(Lint.run("--config=" + config, "--small-table=orders").exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: 1\n'|:1:1: unknown key a; there are alembic, baseline",
                "'paths: [db]\nrules:\n  nope: error\n'|:3:3: there is no rule nope",
                "'rules:\n  truncate: loud\n'|:2:13: 'loud' is not a severity",
                "'pgVersion: 9\n'|:1:12: pgVersion is 14 to 18",
                "'paths: [\n'|:2:1: ",
                "'- a\n'|:1:1: keys and values are expected",
                "'failOn: info\nfailOn: error\n'|:2:1: failOn is there twice",
            })
    void mistakesHaveTheirPlace(String text, String said) throws IOException {
        Path config = config(text);

        assertThatThrownBy(() -> LintConfig.read(config))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(config + said)
                .hasMessageEndingWith("Nothing was checked.");
        assertThat(Lint.run("--config=" + config, folder.toString()).exit()).isEqualTo(2);
    }
}
