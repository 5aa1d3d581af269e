package io.zdm.cli.output;

import io.zdm.engine.postgres.HistoryReader.Chunk;
import io.zdm.engine.postgres.HistoryReader.Transition;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of changes, a line each: JSON lines, or text for people. Nothing is kept: there may be millions. */
public final class HistoryOutput {

    private final PrintStream out;
    private final boolean json;

    public HistoryOutput(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    public void print(Transition t) {
        if (!json) {
            String states = t.fromState() == null || t.fromState().equals(t.toState())
                    ? t.toState()
                    : t.fromState() + " -> " + t.toState();
            out.printf(
                    "%s  change %d  %-18s  %s%s%s  (%s, %s)%n",
                    time(t.at()),
                    t.change(),
                    t.event(),
                    states,
                    t.phase() == null ? "" : ", " + t.phase(),
                    t.reason() == null ? "" : ": " + t.reason(),
                    t.byRole(),
                    t.byClient());
            return;
        }
        out.println(Json.write(json(t)));
    }

    /** Every key always present. */
    public static Map<String, @Nullable Object> json(Transition t) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("change", t.change());
        line.put("at", time(t.at()));
        line.put("event", t.event());
        line.put("from", t.fromState());
        line.put("to", t.toState());
        line.put("phase", t.phase());
        line.put("reason", t.reason());
        line.put("byRole", t.byRole());
        line.put("byClient", t.byClient());
        return line;
    }

    public void print(Chunk c) {
        if (!json) {
            out.printf(
                    "%s  change %d  %-6s  %,8d rows in %,6d ms%s%s%n",
                    time(c.at()),
                    c.change(),
                    c.partition(),
                    c.rows(),
                    c.millis(),
                    c.waitMillis() == 0
                            ? ""
                            : ", waited %,d ms%s"
                                    .formatted(c.waitMillis(), c.waitReason() == null ? "" : ": " + c.waitReason()),
                    c.error() == null ? "" : ". Failed: " + c.error());
            return;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("change", c.change());
        line.put("partition", c.partition());
        line.put("at", time(c.at()));
        line.put("rows", c.rows());
        line.put("millis", c.millis());
        line.put("waitMillis", c.waitMillis());
        line.put("waitReason", c.waitReason());
        line.put("error", c.error());
        out.println(Json.write(line));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
