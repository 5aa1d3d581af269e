package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.lint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a baseline has is left out, however it moves; what is new is not, and an ack is none of its business. */
class BaselineTest {

    private static LintReport report(String text) {
        return new Linter(LintOptions.defaults())
                .lint(List.of(new SourceFile("V1.sql", "SET lock_timeout = '1s';" + text)));
    }

    @Test
    void eachFindingIsKnownAsOftenAsItWasThere() {
        LintReport one = report("DROP TABLE a;");
        Baseline baseline = Baseline.parse(Baseline.of(one.findings()));

        assertThat(one.without(baseline).findings()).isEmpty();
        assertThat(one.without(baseline).known()).isEqualTo(1);
        assertThat(report("\n\nSELECT 1;\n  DROP\n\tTABLE a;").without(baseline).findings())
                .isEmpty();
        assertThat(report("DROP TABLE a;DROP TABLE a;").without(baseline).findings())
                .hasSize(1);
        assertThat(report("DROP TABLE b;").without(baseline).findings()).hasSize(1);
    }

    @Test
    void whatIsAckedIsNotWritten() {
        String acked = Baseline.of(
                report("\n-- migration-unsafe-ack: why\nDROP TABLE a;").findings());

        assertThat(acked.lines()).hasSize(1).allMatch(line -> line.startsWith("#"));
        assertThat(Baseline.parse(acked + "\n\n# a remark\n").known()).isEmpty();
        assertThatThrownBy(() -> Baseline.parse("# a remark\nV1.sql drop-table\n"))
                .hasMessageContaining("line 2");
    }
}
