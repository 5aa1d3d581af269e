package io.zdm.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A text on a terminal that is drawn anew in its own place, time and again: cut where the terminal ends, and written at
 * once, so that nothing flickers.
 */
public final class RedrawnText {

    private static final String LINE = "\u001b[2K";
    private static final String BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final Supplier<Screen.Size> size;
    private List<String> drawn = List.of();

    /** @param size how large the terminal is now: somebody may make it larger or smaller meanwhile */
    public RedrawnText(PrintStream out, Supplier<Screen.Size> size) {
        this.out = out;
        this.size = size;
    }

    /** What a text is made of that knows how wide it may be. */
    public interface Text {

        /** @param width in columns */
        String of(int width);
    }

    public void draw(Text text) {
        Screen.Size now = size.get();
        List<String> lines = fitting(text.of(now.columns()).lines().toList(), now);
        StringBuilder frame = new StringBuilder("\r");
        int up = drawn.stream().mapToInt(line -> rows(line, now.columns())).sum();
        if (up > 0) {
            frame.append("\u001b[").append(up).append('A');
        }
        // A terminal that wraps is one more line further down than was counted, where characters are wide.
        frame.append(NO_WRAP);
        lines.forEach(line -> frame.append(LINE).append(line).append("\r\n"));
        frame.append(BELOW).append(WRAP);
        out.print(frame);
        out.flush();
        drawn = lines;
    }

    /** A line that was drawn takes several where the terminal is narrower by now. */
    private static int rows(String line, int columns) {
        return Math.max(1, (line.length() + columns - 1) / columns);
    }

    /** The cursor needs the last row. */
    private static List<String> fitting(List<String> lines, Screen.Size size) {
        int most = Math.max(1, size.rows() - 1);
        List<String> shown = lines.size() <= most
                ? lines
                : Stream.concat(
                                lines.stream().limit(most - 1L),
                                Stream.of("… and %d lines more".formatted(lines.size() - most + 1)))
                        .toList();
        return shown.stream()
                .map(line -> line.length() <= size.columns() ? line : line.substring(0, size.columns()))
                .toList();
    }
}
