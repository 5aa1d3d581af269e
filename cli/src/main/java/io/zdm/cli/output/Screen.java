package io.zdm.cli.output;

/**
 * What a person sees the output on.
 *
 * @param outWidth columns of stdout, 0 where it is no terminal: then nothing is shortened
 * @param errWidth columns of stderr
 * @param colours whether there may be any: not where NO_COLOR is set
 */
public record Screen(int outWidth, int errWidth, boolean colours) {

    /** As wide as a terminal that does not say. */
    public static final int USUAL_WIDTH = 100;

    public static final Screen NONE = new Screen(0, USUAL_WIDTH, false);

    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    /** What makes a change wait. */
    String waiting(String text) {
        return colours ? YELLOW + text + PLAIN : text;
    }
}
