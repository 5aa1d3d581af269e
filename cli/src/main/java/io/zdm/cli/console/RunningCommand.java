package io.zdm.cli.console;

import io.zdm.engine.change.StopSignal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command line that somebody began from a page, and what it said. */
final class RunningCommand {

    private static final int KEPT_LINES = 200;

    private final long number;
    private final String database;
    private final @Nullable Long change;
    private final String action;
    private final List<String> arguments;
    private final String by;
    private final StopSignal stop;
    private final Instant beganAt = Instant.now();
    private final Deque<String> lines = new ArrayDeque<>();
    private @Nullable Instant endedAt;
    private @Nullable Integer exitCode;

    RunningCommand(
            long number,
            String database,
            @Nullable Long change,
            String action,
            List<String> arguments,
            String by,
            StopSignal stop) {
        this.number = number;
        this.database = database;
        this.change = change;
        this.action = action;
        this.arguments = List.copyOf(arguments);
        this.by = by;
        this.stop = stop;
    }

    long number() {
        return number;
    }

    List<String> arguments() {
        return arguments;
    }

    StopSignal stop() {
        return stop;
    }

    boolean isOf(String key, @Nullable Long id, String name) {
        return database.equals(key) && java.util.Objects.equals(change, id) && action.equals(name);
    }

    /** For the audit: something that was done to the command itself. */
    Audit.Entry entry(String outcome) {
        return new Audit.Entry(database, change, action, java.util.Map.of(), outcome, "command " + number);
    }

    synchronized void said(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    synchronized void ended(int code) {
        exitCode = code;
        endedAt = Instant.now();
    }

    synchronized boolean isOver() {
        return exitCode != null;
    }

    synchronized Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", number);
        json.put("database", database);
        json.put("change", change);
        json.put("action", action);
        json.put("line", "zdm-batch " + String.join(" ", arguments));
        json.put("by", by);
        json.put("beganAt", time(beganAt));
        json.put("endedAt", endedAt == null ? null : time(endedAt));
        json.put("exitCode", exitCode);
        json.put("lines", List.copyOf(lines));
        return json;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
