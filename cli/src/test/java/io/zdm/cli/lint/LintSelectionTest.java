package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.Finding;
import io.zdm.lint.LintReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the findings is reported: of changed files, not of the baseline, not acked where the label allows it. */
class LintSelectionTest {

    private static final String UNSAFE = "ALTER TABLE orders RENAME COLUMN a TO b;\n";

    private final Path folder;
    private final Path sql;

    LintSelectionTest(@TempDir Path directory) throws IOException {
        folder = directory.toRealPath();
        sql = Files.createDirectories(folder.resolve("db"));
    }

    @Test
    void onlyWhatTheBranchHasChangedIsReported() throws IOException, InterruptedException {
        git("init", "-q", "-b", "main");
        Files.writeString(sql.resolve("V1.sql"), "CREATE TABLE orders (a varchar(10));\n" + UNSAFE);
        Files.writeString(sql.resolve("V2.sql"), "DROP TABLE gone;\n");
        commit();
        git("checkout", "-q", "-b", "feature");
        Files.writeString(sql.resolve("V3 ü.sql"), "ALTER TABLE orders ALTER COLUMN a TYPE varchar(20);\n" + UNSAFE);
        Files.delete(sql.resolve("V2.sql"));
        commit();
        git("checkout", "-q", "main");
        Files.writeString(sql.resolve("V2.sql"), "DROP TABLE elsewhere;\n");
        commit();
        git("checkout", "-q", "feature");
        Files.writeString(sql.resolve("V4.sql"), "DROP TABLE untracked;\n");

        // the old type of the column stands in a file that has not changed
        assertThat(errors(report("main", sql.toString())))
                .containsExactly("V3 ü.sql rename-column", "V4.sql drop-table");
        assertThat(errors(report("main")))
                .containsExactly("V3 ü.sql change-column-type", "V3 ü.sql rename-column", "V4.sql drop-table");
        assertThatThrownBy(() -> report("nowhere", sql.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nowhere^{commit}' failed");
        assertThatThrownBy(() -> report("--output=/dev/null", sql.toString())).isInstanceOf(UsageException.class);
    }

    @Test
    void theBaselineIsLeftOutAndWhatIsNewIsNot() throws IOException {
        Path file = Files.writeString(sql.resolve("V1.sql"), UNSAFE);
        Path baseline = folder.resolve("baseline.txt");
        assertThat(Lint.run("--write-baseline=" + baseline, file.toString()).exit())
                .isZero();

        Files.writeString(file, "-- moved\n\n" + UNSAFE);
        Lint known = Lint.run("--baseline=" + baseline, file.toString());
        assertThat(known.exit()).isZero();
        assertThat(known.out()).contains("left out by the baseline");
        Files.writeString(file, UNSAFE + UNSAFE);
        assertThat(Lint.run("--baseline=" + baseline, file.toString()).out()).contains("2:");
        Files.writeString(baseline, "something else\n");
        assertThat(Lint.run("--baseline=" + baseline, file.toString()).exit()).isEqualTo(2);
        assertThat(Lint.run("--baseline=" + folder.resolve("none"), file.toString())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void anAckCountsOnlyWithTheLabelWhereOneIsRequired() throws IOException {
        Path file = Files.writeString(sql.resolve("V1.sql"), "-- migration-unsafe-ack: why not\n" + UNSAFE);

        assertThat(Lint.run(file.toString()).exit()).isZero();
        assertThat(Lint.run("--require-label=a,migration-unsafe-ack", file.toString())
                        .exit())
                .isZero();
        assertThat(Lint.run("--require-label=", file.toString()).exit()).isOne();
        assertThat(Lint.run("--require-label=a", file.toString()).out())
                .contains("lacks the label migration-unsafe-ack");
    }

    @Test
    void acksInAlembicsRevisionsCountForTheirStatements() throws IOException {
        Path revisions = Files.createDirectories(folder.resolve("versions"));
        Files.writeString(revisions.resolve("a1_rename.py"), """
                # migration-unsafe-ack: nobody reads it yet
                revision = "a1"
                down_revision: str = None
                """);
        Files.writeString(revisions.resolve("b2_nothing.py"), """
                revision: str = 'b2'
                    # migration-unsafe-ack: for nothing
                """);
        Path file = Files.writeString(sql.resolve("all.sql"), """
                BEGIN;
                -- Running upgrade  -> a1
                ALTER TABLE orders RENAME COLUMN a TO b;
                -- Running upgrade a1 -> b2
                SET lock_timeout = '1s';
                -- Running upgrade b2 -> c3
                ALTER TABLE orders RENAME COLUMN c TO d;
                COMMIT;
                """);

        Lint lint = Lint.run("--alembic=" + revisions, file.toString());

        assertThat(lint.out())
                .contains("3:34: acked error [rename-column]", "acked: nobody reads it yet")
                .contains("7:34: error [rename-column]")
                .contains("b2_nothing.py:2:5: error [ack-without-finding]");
    }

    private LintReport report(String since, String... files) {
        LintRequest request = new LintRequest(
                folder,
                LintConfig.findUpwards(folder),
                List.of(files),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                since,
                null,
                false,
                null,
                null);
        return new LintRun(request, new PrintStream(PrintStream.nullOutputStream()))
                .run()
                .report();
    }

    private static List<String> errors(LintReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == io.zdm.lint.Severity.ERROR)
                .map(LintSelectionTest::named)
                .toList();
    }

    private static String named(Finding finding) {
        @Nullable Path name = Path.of(finding.file()).getFileName();
        return name + " " + finding.rule();
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "-m", "m");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
    }
}
