package io.zdm.cli.output;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees the output on.
 *
 * @param outWidth columns of stdout, 0 where it is no terminal: then nothing is shortened
 * @param errWidth columns of stderr
 * @param colours whether there may be any: not where NO_COLOR is set
 * @param redrawn how large the terminal is now that stdout is; null where it is none, or cannot draw over what it has drawn
 */
public record Screen(
        int outWidth,
        int errWidth,
        boolean colours,
        @Nullable Supplier<Size> redrawn) {

    /** Of a terminal. */
    public record Size(int columns, int rows) {}

    /** As wide as a terminal that does not say. */
    public static final int USUAL_WIDTH = 100;

    public static final int USUAL_HEIGHT = 24;

    public static final Screen NONE = new Screen(0, USUAL_WIDTH, false);

    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    public Screen(int outWidth, int errWidth, boolean colours) {
        this(outWidth, errWidth, colours, null);
    }

    /** Text on stderr, where that is a terminal. */
    public String folded(String text) {
        return Columns.folded(text, errWidth);
    }

    /** What makes a change wait. */
    String waiting(String text) {
        return colours ? YELLOW + text + PLAIN : text;
    }
}
