package io.zdm.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Texts in columns, on a screen of some width or on none. */
final class Columns {

    private static final int GAP = 2;
    private static final int NARROWEST = 8;
    private static final String CUT = "…";

    private Columns() {}

    /**
     * The first row is the heading.
     *
     * @param width of the screen; 0 for any
     * @param cut the columns that may lose their ends where the screen is too narrow, the widest first
     */
    static String aligned(List<List<String>> rows, int width, int... cut) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        int all = -GAP;
        for (int column : widths) {
            all += column + GAP;
        }
        while (width > 0 && all > width) {
            int widest = -1;
            for (int column : cut) {
                widest =
                        widths[column] > NARROWEST && (widest < 0 || widths[column] > widths[widest]) ? column : widest;
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            all--;
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i).length() <= widths[i]
                        ? row.get(i)
                        : row.get(i).substring(0, widths[i] - 1) + CUT;
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + GAP));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Names and their texts; a text that does not fit goes on below itself. */
    static String wrapped(List<List<String>> rows, int width) {
        int first = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0) + GAP;
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            String name = row.get(0);
            for (String line : lines(row.get(1), width <= 0 ? Integer.MAX_VALUE : Math.max(NARROWEST, width - first))) {
                text.append((name + " ".repeat(first - name.length()) + line).stripTrailing())
                        .append('\n');
                name = "";
            }
        }
        return text.toString();
    }

    /** Lines that are too long go on below, as far in as they begin. */
    static String folded(String text, int width) {
        return text.lines().map(line -> foldedLine(line, width)).collect(Collectors.joining("\n"));
    }

    private static String foldedLine(String line, int width) {
        int indent = line.length() - line.stripLeading().length();
        indent += line.startsWith("- ", indent) ? 2 : 0;
        return line.substring(0, indent)
                + String.join(
                        "\n" + " ".repeat(indent), lines(line.substring(indent), Math.max(NARROWEST, width - indent)));
    }

    /** Between words; a word that is longer than the line stays whole, so that it can be copied. */
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            end = end > 0 ? end : rest.indexOf(' ', width);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(rest);
        return lines;
    }
}
