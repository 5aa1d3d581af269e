package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which findings an ack is about: those of its statement, of its file, or of its revision. */
class AcksTest {

    private static final String UNSAFE = "DROP TABLE a;\nDROP TABLE b;\n";

    private static List<String> errors(String text, String... revisions) {
        List<SourceFile> sources = java.util.Arrays.stream(revisions)
                .map(revision -> new SourceFile("revision.py", revision))
                .toList();
        return new Linter(LintOptions.defaults())
                .lint(List.of(new SourceFile("V1.sql", text)), null, new AlembicSources(sources)).findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .map(finding ->
                                finding.rule() + " " + finding.position().line() + " " + finding.ackReason())
                        .toList();
    }

    @Test
    void aboveAStatementItIsAboutThatOne() {
        assertThat(errors("-- migration-unsafe-ack: why\n" + UNSAFE))
                .containsExactly("drop-table 2 why", "drop-table 3 null");
        assertThat(errors("DROP TABLE a;\n-- migration-unsafe-ack: why\n\nDROP TABLE b;"))
                .containsExactly("drop-table 1 null", "drop-table 4 why");
        assertThat(errors("DROP TABLE /* migration-unsafe-ack: why */ a;\nDROP TABLE b;"))
                .containsExactly("drop-table 1 why", "drop-table 2 null");
    }

    @Test
    void atTheTopItIsAboutTheFile() {
        assertThat(errors("-- migration-unsafe-ack: why\n\n" + UNSAFE))
                .containsExactly("drop-table 3 why", "drop-table 4 why");
        assertThat(errors("-- migration-unsafe-ack: why\r\n\r\n" + UNSAFE))
                .containsExactly("drop-table 3 why", "drop-table 4 why");
        assertThat(errors("-- migration-unsafe-ack: why\nSET lock_timeout = '1s';\n" + UNSAFE))
                .containsExactly("drop-table 3 why", "drop-table 4 why");
    }

    @Test
    void theFirstReasonStaysAndTheSecondIsNotInVain() {
        assertThat(errors("-- migration-unsafe-ack: file\n\n-- migration-unsafe-ack: statement\nDROP TABLE a;"))
                .containsExactly("drop-table 4 file");
    }

    @Test
    void anAckIsNoFindingThatAnotherOneIsAbout() {
        assertThat(errors("SELECT 1;\n-- migration-unsafe-ack:\nSELECT 2;\n-- migration-unsafe-ack: why\nSELECT 3;"))
                .containsExactly("ack-without-reason 2 null", "ack-without-finding 4 null");
        assertThat(errors("-- migration-unsafe-ack:\n-- migration-unsafe-ack: why\n\nSELECT 1;"))
                .containsExactly("ack-without-reason 1 null", "ack-without-finding 2 null");
    }

    @Test
    void ofARevisionItIsAboutWhatCameFromItUpOrDown() {
        String up = "-- Running upgrade a1 -> b2\nDROP TABLE a;\n-- Running upgrade b2 -> c3\nDROP TABLE b;\n";
        String down = "-- Running downgrade b2 -> a1\nDROP TABLE a;\n-- Running downgrade a1 -> \nDROP TABLE b;\n";
        String revision = "# migration-unsafe-ack: why\r\nrevision: str = \"b2\"\n";
        assertThat(errors(up, revision)).containsExactly("drop-table 2 why", "drop-table 4 null");
        assertThat(errors(down, revision)).containsExactly("drop-table 2 why", "drop-table 4 null");
        assertThat(errors(up, "revision = 'b2'\n# migration-unsafe-ack:\n"))
                .contains("ack-without-reason 2 null", "drop-table 2 null");
        assertThat(errors(up, "# migration-unsafe-ack: of no revision\n"))
                .containsExactly("drop-table 2 null", "drop-table 4 null");
    }
}
