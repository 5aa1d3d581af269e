package io.zdm.engine.change;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many chunks may fail before a change stops.
 *
 * @param most that many of the last {@code of} stop it; 0 where none ever do
 */
public record FailedChunks(int most, int of) {

    public static final FailedChunks USUAL = new FailedChunks(5, 20);

    private static final FailedChunks OFF = new FailedChunks(0, 0);
    private static final int LONGEST = 1_000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /** @throws IllegalArgumentException where the text is neither {@code 5/20} nor {@code off} */
    public static FailedChunks parse(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            FailedChunks parsed =
                    new FailedChunks(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (parsed.most > 0 && parsed.most <= parsed.of && parsed.of <= LONGEST) {
                return parsed;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is neither off nor so many of the last so many chunks, such"
                + " as 5/20, of " + LONGEST + " at most");
    }

    @Override
    public String toString() {
        return most == 0 ? "off" : most + "/" + of;
    }
}
