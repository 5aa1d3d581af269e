package io.zdm.lint.source;

import java.util.Arrays;

/** A file's text and where its lines begin. */
public final class SourceFile {

    private final String path;
    private final String text;
    private final int[] lineStarts;

    /** @param path as it was given, for messages */
    public SourceFile(String path, String text) {
        this.path = path;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public String path() {
        return path;
    }

    public String text() {
        return text;
    }

    public Position position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        int start = lineStarts[line];
        // A byte order mark has no width.
        int bom = line == 0 && text.startsWith("\uFEFF") && offset > 0 ? 1 : 0;
        return new Position(line + 1, text.codePointCount(start, Math.min(offset, text.length())) - bom + 1);
    }

    /** The text of a line, from 1, without its end. */
    public String line(int number) {
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        String line = text.substring(start, end).stripTrailing();
        return number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        return Arrays.copyOf(starts, count);
    }
}
