package io.zdm.cli.render;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text inside Markdown that cannot break out of its place. */
public final class Markdown {

    private static final Pattern MARKUP = Pattern.compile("[\\\\|`*<\\[\\]]");

    private Markdown() {}

    /** On one line, also in a cell of a table; nothing in it is taken for markup. */
    public static String cell(String text) {
        return MARKUP.matcher(text.replaceAll("\\s*\\R\\s*", " ")).replaceAll("\\\\$0");
    }

    /** A code span, also in a cell. */
    public static String code(String text) {
        String flat = text.replaceAll("\\s*\\R\\s*", " ");
        String ticks = "`".repeat(longestRun(flat) + 1);
        String pad = flat.startsWith("`") || flat.endsWith("`") ? " " : "";
        return ticks + pad + flat.replace("|", "\\|") + pad + ticks;
    }

    /** A block of statements, each with its semicolon. */
    public static String sql(List<String> statements) {
        String block = statements.stream().map(s -> s + ";").collect(Collectors.joining("\n"));
        String fence = "`".repeat(Math.max(3, longestRun(block) + 1));
        return fence + "sql\n" + block + "\n" + fence;
    }

    public static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
