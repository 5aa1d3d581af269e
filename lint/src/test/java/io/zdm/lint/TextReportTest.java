package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The caret stands below the place, whatever the line has in it, and the last line counts. */
class TextReportTest {

    private static List<String> report(String text) {
        List<SourceFile> files = List.of(new SourceFile("V1.sql", text));
        LintReport report = new Linter(LintOptions.defaults()).lint(files);
        return TextReport.of(report, files).lines().toList();
    }

    /** What stands above each caret. */
    private static List<String> places(String text) {
        List<String> lines = report(text);
        return java.util.stream.IntStream.range(1, lines.size())
                .filter(i -> lines.get(i).strip().equals("^"))
                .mapToObj(i -> lines.get(i - 1).substring(lines.get(i).indexOf('^')))
                .toList();
    }

    @Test
    void theCaretStandsBelowThePlace() {
        assertThat(places("SET lock_timeout = '1s'; DROP TABLE a;")).containsExactly("a;");
        assertThat(places("\uFEFFDROP TABLE a;")).containsExactly("DROP TABLE a;", "a;");
        assertThat(report("\t/* ä */\tDROP TABLE\ta;")).contains("    \t       \t          \t^");
        assertThat(places("SELECT '" + "x".repeat(500) + "'; DROP TABLE a;")).contains("a;");
    }

    @Test
    void whatIsAckedIsShortAndCountedApart() {
        List<String> lines = report("-- migration-unsafe-ack: ten rows\nDROP TABLE a;\nDROP TABEL b;\n");
        assertThat(lines)
                .contains(
                        "V1.sql:2:12: acked error [drop-table]", "  acked: ten rows", "V1.sql:3:6: warning [not-read]")
                .endsWith("1 of 2 statements read in 1 file; 1 finding, 2 more acked.");
        assertThat(lines.stream().filter(line -> line.contains("the safe way"))).hasSize(1);
        assertThat(report("SELECT 1;")).containsExactly("1 of 1 statements read in 1 file; 0 findings.");
    }
}
