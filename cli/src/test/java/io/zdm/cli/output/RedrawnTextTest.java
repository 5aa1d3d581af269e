package io.zdm.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.output.Screen.Size;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows after each frame. */
class RedrawnTextTest {

    private static final Pattern WRITTEN = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]+");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Size size = new Size(80, 24);
    private final RedrawnText text = new RedrawnText(out, () -> size);

    /** Enough of a terminal: cursor up, erase a line, erase below. Rows above what was drawn are somebody else's. */
    private List<String> screen() {
        List<String> rows = new ArrayList<>(List.of("$ zdm-batch status --watch", ""));
        int row = 1;
        Matcher written = WRITTEN.matcher(bytes.toString(StandardCharsets.UTF_8));
        while (written.find()) {
            if (written.group().equals("\n")) {
                row++;
                if (row == rows.size()) {
                    rows.add("");
                }
            } else if (written.group(2) == null) {
                rows.set(row, written.group().equals("\r") ? rows.get(row) : written.group());
            } else if (written.group(2).equals("A")) {
                row -= Integer.parseInt(written.group(1));
            } else if (written.group(2).equals("K")) {
                rows.set(row, "");
            } else if (written.group(2).equals("J")) {
                rows.subList(row + 1, rows.size()).clear();
                rows.set(row, "");
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void eachFrameTakesThePlaceOfTheOneBefore(int width) {
        size = new Size(width, 24);
        text.draw(w -> "Change 1\n" + "x".repeat(w + 5) + "\nRows 1 of 9");
        assertThat(screen())
                .containsExactly("$ zdm-batch status --watch", "Change 1", "x".repeat(width), "Rows 1 of 9", "");
        text.draw(w -> "Change 1\nRows 9 of 9");
        assertThat(screen()).containsExactly("$ zdm-batch status --watch", "Change 1", "Rows 9 of 9", "");
    }

    @Test
    void whatDoesNotFitIsCountedAndNothingScrollsAway() {
        size = new Size(80, 5);
        text.draw(w -> "1\n2\n3\n4\n5\n6");
        assertThat(screen()).containsExactly("$ zdm-batch status --watch", "1", "2", "3", "… and 3 lines more", "");
        text.draw(w -> "1\n2\n3\n4");
        assertThat(screen()).containsExactly("$ zdm-batch status --watch", "1", "2", "3", "4", "");
    }

    @Test
    void aTerminalMadeNarrowerHasMoreRowsToDrawOver() {
        text.draw(w -> "x".repeat(w) + "\ny");
        size = new Size(30, 24);
        bytes.reset();
        text.draw(w -> "z");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("\r\u001b[4A");
    }

    @Test
    void aFrameIsOneWriteWithoutColours() {
        text.draw(w -> "a\nb");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[?7l\u001b[2Ka\r\n\u001b[2Kb\r\n\u001b[J\u001b[?7h");
    }
}
