package io.zdm.cli.report;

import static io.zdm.cli.report.RunRecord.entry;

import io.zdm.engine.postgres.HistoryReader.Transition;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The phases of a run, of the change and of its parts, and how it ended. */
final class PastSteps {

    /** As the note of a swap has it. */
    private static final Pattern HELD = Pattern.compile("(\\d+)[.,](\\d+) ms .*");

    private final Status status;
    private final Map<Long, String> tables;
    private final PastTime time;
    private final Map<Long, Map<String, @Nullable Object>> open = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> locks = new ArrayList<>();
    private final Map<String, @Nullable Object> result = new LinkedHashMap<>();

    PastSteps(Status status, Map<Long, String> tables, PastTime time) {
        this.status = status;
        this.tables = tables;
        this.time = time;
    }

    void add(Transition noted) {
        switch (noted.event()) {
            case "phase" -> {
                close(noted.change(), noted.at(), StepEnd.DONE);
                open.put(
                        noted.change(),
                        entry("phase", noted.phase(), "step", table(noted), "from", time.of(noted.at())));
            }
            case "swapped" -> swapped(noted);
            case "ended" -> ended(noted);
            default -> {
                // Asked of it, and told elsewhere.
            }
        }
    }

    private String table(Transition noted) {
        return tables.getOrDefault(noted.change(), "change " + noted.change());
    }

    private void swapped(Transition noted) {
        Matcher held = HELD.matcher(noted.reason() == null ? "" : noted.reason());
        if (held.matches()) {
            locks.add(entry(
                    "at",
                    time.of(noted.at()),
                    "step",
                    "swap of " + table(noted),
                    "attempts",
                    noted.change() == status.id() ? status.swapAttempts() : null,
                    "heldMillis",
                    Double.valueOf(held.group(1) + "." + held.group(2))));
        }
    }

    private void ended(Transition noted) {
        String[] error = noted.reason() == null ? new String[0] : noted.reason().split(": ", 2);
        StepEnd end = error.length == 0 ? StepEnd.DONE : StepEnd.by(error[0]);
        close(noted.change(), noted.at(), end);
        if (noted.change() == status.id()) {
            closeAll(noted.at(), end);
            result(
                    error.length == 0 ? outcome(noted.toState()) : error[0],
                    error.length < 2 ? null : error[1],
                    noted.at());
        }
    }

    private static String outcome(String state) {
        return switch (state) {
            case "SWAPPED" -> "swapped";
            case "COMPLETED", "ROLLED_BACK" -> "done";
            default -> "reached --until";
        };
    }

    boolean isEnded() {
        return !result.isEmpty();
    }

    /** @param live whether it goes on */
    void endedWithoutAWord(Instant lastSign, boolean live) {
        closeAll(lastSign, live ? StepEnd.OPEN : StepEnd.CUT_OFF);
        if (live) {
            result("still running", null, lastSign);
        } else {
            result(
                    StepEnd.CUT_OFF.text(),
                    "Its process ended, or lost the server, without a word. Last heard of at " + lastSign,
                    lastSign);
        }
    }

    private void result(String outcome, @Nullable String message, Instant at) {
        result.put("outcome", outcome);
        result.put("message", message);
        result.put("seconds", time.of(at));
    }

    private void closeAll(Instant at, StepEnd end) {
        List.copyOf(open.keySet()).forEach(change -> close(change, at, end));
    }

    private void close(long change, Instant at, StepEnd end) {
        Map<String, @Nullable Object> step = open.remove(change);
        if (step != null) {
            step.put("to", time.of(at));
            step.put("end", end.text());
            steps.add(step);
        }
    }

    List<Map<String, @Nullable Object>> steps() {
        return steps;
    }

    List<Map<String, @Nullable Object>> locks() {
        return locks;
    }

    Map<String, @Nullable Object> result() {
        return result;
    }
}
