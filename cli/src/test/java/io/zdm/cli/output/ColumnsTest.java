package io.zdm.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables on narrow screens, wide ones, and none. */
class ColumnsTest {

    private static final List<List<String>> ROWS = List.of(
            List.of("ID", "NAME", "TABLE", "STATE"),
            List.of(
                    "1",
                    "a-name-that-goes-on-and-on-and-on-and-on",
                    "app.a_table_with_a_long_name_that_goes_on",
                    "SWAPPED"));

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void noLineIsWiderThanTheScreenAndNothingElseIsCut(int width) {
        String text = Columns.aligned(ROWS, width, 1, 2);
        assertThat(text.lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(width).matches(".*(STATE|SWAPPED)"));
        assertThat(text.contains("…")).isEqualTo(width < 100);
    }

    @Test
    void withoutAScreenNothingIsCut() {
        assertThat(Columns.aligned(ROWS, 0, 1, 2))
                .contains(ROWS.get(1).get(1), ROWS.get(1).get(2))
                .doesNotContain("…");
    }

    @Test
    void textGoesOnBelowItselfBetweenWords() {
        List<List<String>> rows =
                List.of(List.of("Error", "one two three four-hundred-and-twelve five"), List.of("State", "FAILED"));
        assertThat(Columns.wrapped(rows, 20))
                .isEqualTo("Error  one two three\n       four-hundred-and-twelve\n       five\nState  FAILED\n");
        assertThat(Columns.wrapped(rows, 0))
                .isEqualTo("Error  one two three four-hundred-and-twelve five\nState  FAILED\n");
    }

    @Test
    void longLinesGoOnAsFarInAsTheyBegin() {
        assertThat(Columns.folded("  - one two three four\n\nfive", 14))
                .isEqualTo("  - one two\n    three four\n\nfive");
    }
}
