package io.zdm.cli.report;

import io.zdm.cli.render.Units;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a report says in words and tables: all of it, for readers without scripts and for paper. */
final class RunText {

    private RunText() {}

    static String title(List<Map<String, @Nullable Object>> runs) {
        Map<String, @Nullable Object> last = runs.get(runs.size() - 1);
        return Html.escaped("Change %s: %s on %s".formatted(last.get("id"), last.get("name"), last.get("table")));
    }

    static String of(List<Map<String, @Nullable Object>> runs) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < runs.size(); i++) {
            html.append(run(i, runs.get(i)));
        }
        return html.toString();
    }

    private static String run(int number, Map<String, @Nullable Object> run) {
        Map<String, @Nullable Object> result = Html.object(run.get("result"));
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("Change", run.get("id") + " " + run.get("name") + " (" + run.get("kind") + ")"));
        facts.add(List.of("Table", String.valueOf(run.get("table"))));
        facts.add(List.of(
                "Begun",
                Instant.parse(text(run, "began"))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()));
        if (run.get("by") != null) {
            facts.add(List.of("Asked for", String.valueOf(run.get("by"))));
        }
        facts.add(List.of("Took", seconds(result.get("seconds"))));
        facts.add(List.of("Outcome", String.valueOf(result.get("outcome"))));
        if (result.get("message") != null) {
            facts.add(List.of("Why", String.valueOf(result.get("message"))));
        }
        if (result.get("verifiedRows") != null) {
            facts.add(List.of(
                    "Verified",
                    Units.count(Html.number(result.get("verifiedRows")).longValue()) + " rows, "
                            + Units.count(Html.number(result.get("differences")).longValue()) + " wrong"));
        }
        if (run.get("lockTimeouts") != null) {
            facts.add(List.of("Lock attempts in vain", String.valueOf(run.get("lockTimeouts"))));
        }
        facts.addAll(sums(run));
        return "<section>\n<h2>Run %d: %s</h2>\n%s%s%s%s%s%s%s%s%s</section>\n"
                .formatted(
                        number + 1,
                        Html.escaped(String.valueOf(run.get("direction"))),
                        made(run),
                        Html.table(List.of("", ""), facts),
                        Timeline.of(run),
                        charts(number),
                        steps(run),
                        waits(run),
                        locks(run),
                        blocked(run),
                        asked(run));
    }

    private static String made(Map<String, @Nullable Object> run) {
        return PastRun.isMade(run)
                ? "<p>Told from the history in the database: its phases, and the chunks of its backfill as far as they are"
                        + " kept. Nobody looked at size, WAL and standbys.</p>\n"
                : "";
    }

    /** Of the backfill and of verify what they did, and of the server how it was before and after. */
    private static List<List<String>> sums(Map<String, @Nullable Object> run) {
        List<List<String>> facts = new ArrayList<>();
        Map<String, @Nullable Object> chunks = Html.object(run.get("chunks"));
        List<?> phases = Html.list(chunks.get("phase"));
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int i = 0; i < phases.size(); i++) {
            double[] sum = sums.computeIfAbsent(String.valueOf(phases.get(i)), p -> new double[2]);
            sum[0] += Html.number(Html.list(chunks.get("chunks")).get(i)).doubleValue();
            sum[1] += Html.number(Html.list(chunks.get("rows")).get(i)).doubleValue();
        }
        sums.forEach((phase, sum) -> facts.add(List.of(
                "Chunks of " + phase,
                "%s, %s rows".formatted(Units.count((long) sum[0]), Units.count(Math.round(sum[1]))))));
        Map<String, @Nullable Object> samples = Html.object(run.get("samples"));
        List<?> bytes = Html.list(samples.get("bytes"));
        if (!bytes.isEmpty()) {
            int last = bytes.size() - 1;
            facts.add(List.of(
                    "Table size",
                    size(bytes.get(0)) + " before, " + size(bytes.get(last)) + " after, indexes included"));
            facts.add(List.of(
                    "WAL of the server", size(Html.list(samples.get("wal")).get(last)) + ", other sessions' included"));
        }
        return facts;
    }

    private static String charts(int number) {
        StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
        for (String chart : List.of("rate", "time", "verify", "size", "wal", "lag")) {
            html.append("<figure data-run=\"%d\" data-chart=\"%s\"></figure>\n".formatted(number, chart));
        }
        return html.append("</div>\n").toString();
    }

    private static String steps(Map<String, @Nullable Object> run) {
        return section(
                "Steps",
                List.of("phase", "step", "begun at", "took", "ended"),
                run,
                "steps",
                s -> List.of(text(s, "phase"), text(s, "step"), seconds(s.get("from")), took(s), Timeline.ended(s)));
    }

    private static String took(Map<String, @Nullable Object> span) {
        return seconds(Html.number(span.get("to")).doubleValue()
                - Html.number(span.get("from")).doubleValue());
    }

    private static String waits(Map<String, @Nullable Object> run) {
        return section(
                "Waits",
                List.of("signal", "reason", "begun at", "took"),
                run,
                "waits",
                s -> List.of(
                        text(s, "signal"),
                        Objects.equals(s.get("reason"), s.get("signal")) ? "" : text(s, "reason"),
                        seconds(s.get("from")),
                        took(s)));
    }

    private static String locks(Map<String, @Nullable Object> run) {
        return section(
                "Locks",
                List.of("step", "at", "attempts", "held"),
                run,
                "locks",
                s -> List.of(
                        text(s, "step"),
                        seconds(s.get("at")),
                        s.get("attempts") == null ? "" : text(s, "attempts"),
                        "%.1f ms".formatted(Html.number(s.get("heldMillis")).doubleValue())));
    }

    private static String blocked(Map<String, @Nullable Object> run) {
        return section(
                "In the way",
                List.of("at", "waiting", "sessions"),
                run,
                "blocked",
                s -> List.of(seconds(s.get("at")), text(s, "waiting"), String.join("; ", strings(s.get("blockers")))));
    }

    private static String asked(Map<String, @Nullable Object> run) {
        return section(
                "Asked of it meanwhile",
                List.of("at", "what", "by"),
                run,
                "asked",
                s -> List.of(
                        seconds(s.get("at")),
                        text(s, "event") + (s.get("reason") == null ? "" : ": " + text(s, "reason")),
                        text(s, "by")));
    }

    private interface Row {
        List<String> of(Map<String, @Nullable Object> entry);
    }

    private static String section(
            String title, List<String> heads, Map<String, @Nullable Object> run, String key, Row row) {
        List<?> entries = Html.list(run.get(key));
        return entries.isEmpty()
                ? ""
                : "<h3>" + title + "</h3>\n"
                        + Html.table(
                                heads,
                                entries.stream()
                                        .map(e -> row.of(Html.object(e)))
                                        .toList());
    }

    private static String text(Map<String, @Nullable Object> of, String key) {
        return String.valueOf(of.get(key));
    }

    private static List<String> strings(@Nullable Object list) {
        return Html.list(list).stream().map(Objects::toString).toList();
    }

    private static String seconds(@Nullable Object value) {
        return value == null
                ? "unknown"
                : String.format(Locale.ROOT, "%,.1f s", Html.number(value).doubleValue());
    }

    private static String size(@Nullable Object bytes) {
        return Units.bytes(Html.number(bytes).longValue());
    }
}
