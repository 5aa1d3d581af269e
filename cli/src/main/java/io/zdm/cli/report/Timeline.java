package io.zdm.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When each phase ran, and when the change waited, as a drawing. */
final class Timeline {

    private static final int WIDTH = 800;
    private static final int LEFT = 110;
    private static final int ROW = 22;
    private static final int GAP = 4;

    /** What the longest word for an end takes. */
    private static final int ROOM = 64;

    private Timeline() {}

    static String of(Map<String, @Nullable Object> run) {
        double end = Math.max(
                0.001,
                Html.number(Html.object(run.get("result")).getOrDefault("seconds", 0))
                        .doubleValue());
        Map<String, StringBuilder> rows = new LinkedHashMap<>();
        bars(rows, Html.list(run.get("steps")), "phase", "step", end);
        bars(rows, Html.list(run.get("waits")), null, "reason", end);
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder svg = new StringBuilder(
                "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Phases over time\">\n"
                        .formatted(WIDTH, (rows.size() + 1) * ROW));
        int place = 0;
        for (Map.Entry<String, StringBuilder> row : rows.entrySet()) {
            svg.append("<g transform=\"translate(0 %d)\"><text x=\"0\" y=\"15\">%s</text>%s</g>\n"
                    .formatted(place++ * ROW, Html.escaped(row.getKey()), row.getValue()));
        }
        svg.append("<text x=\"%d\" y=\"%d\">0</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s s</text>\n</svg>\n"
                .formatted(LEFT, place * ROW + 15, WIDTH, place * ROW + 15, String.format(Locale.ROOT, "%.1f", end)));
        return svg.toString();
    }

    /** How a step ended; reports of older versions do not say. */
    static String ended(Map<String, @Nullable Object> step) {
        return String.valueOf(step.getOrDefault("end", StepEnd.DONE.text()));
    }

    /** @param row what each bar's row is called by; null for waits */
    private static void bars(
            Map<String, StringBuilder> rows, List<?> entries, @Nullable String row, String title, double end) {
        for (Object entry : entries) {
            Map<String, @Nullable Object> bar = Html.object(entry);
            String ended = ended(bar);
            boolean whole = row == null || ended.equals(StepEnd.DONE.text());
            double scale = (WIDTH - LEFT) / end;
            double from = LEFT + Html.number(bar.get("from")).doubleValue() * scale;
            double to = Math.max(from + 1, LEFT + Html.number(bar.get("to")).doubleValue() * scale);
            rows.computeIfAbsent(row == null ? "waiting" : String.valueOf(bar.get(row)), r -> new StringBuilder())
                    .append(String.format(
                            Locale.ROOT,
                            "<rect class=\"%s\" x=\"%.2f\" y=\"3\" width=\"%.2f\" height=\"16\"><title>%s</title></rect>",
                            row == null ? "wait" : whole ? "step" : "step undone",
                            from,
                            to - from,
                            Html.escaped(bar.get(title) + (whole ? "" : ": " + ended))))
                    .append(whole ? "" : label(ended, from, to));
        }
    }

    /** Behind the bar, or where there is no room before it. */
    private static String label(String ended, double from, double to) {
        boolean behind = to + ROOM <= WIDTH;
        boolean inside = !behind && from - ROOM < LEFT;
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.2f\" y=\"15\" text-anchor=\"%s\">%s</text>",
                inside ? "ended inside" : "ended",
                behind ? to + GAP : inside ? to - GAP : from - GAP,
                behind ? "start" : "end",
                Html.escaped(ended));
    }
}
