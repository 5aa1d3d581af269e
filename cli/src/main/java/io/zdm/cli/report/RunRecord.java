package io.zdm.cli.report;

import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.change.ChangeEvent.Ended;
import io.zdm.engine.change.ChangeEvent.LockHeld;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.Verified;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.EngineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to one change in one run, of a size that does not grow with the table. Times are seconds of the run. */
final class RunRecord {

    /** More than anybody reads. What comes later is counted. */
    static final int MOST = 500;

    /** Where a run ends because no more was wanted: Batch's step, and nobody's. */
    private static final String GATE = "gate";

    private final ChangeSubject change;
    private final boolean rollback;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final Map<String, Map<String, @Nullable Object>> open = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> waits = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> locks = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> blocked = new ArrayList<>();
    private final Map<Long, Verified> verified = new LinkedHashMap<>();
    private final ChunkSeries chunks = new ChunkSeries();
    private final SampleSeries samples = new SampleSeries();
    private final Map<String, @Nullable Object> result = new LinkedHashMap<>();
    private @Nullable Map<String, @Nullable Object> waiting;
    private String key = "";
    private @Nullable Long number;
    private int timeouts;
    private int leftOut;

    RunRecord(ChangeSubject change, boolean rollback) {
        this.change = change;
        this.rollback = rollback;
    }

    private double now() {
        return Math.round((System.nanoTime() - beganNanos) / 1e6) / 1e3;
    }

    private void add(List<Map<String, @Nullable Object>> to, Map<String, @Nullable Object> entry) {
        if (to.size() < MOST) {
            to.add(entry);
        } else {
            leftOut++;
        }
    }

    /**
     * Which run it is.
     *
     * @param of the change, beyond its number: that begins anew where the schema zdm was dropped
     * @param run among all runs
     */
    synchronized void identify(String of, long run) {
        key = of;
        number = run;
    }

    synchronized boolean isIdentified() {
        return !key.isEmpty();
    }

    synchronized void sample(long bytes, long wal, @Nullable Double lag) {
        samples.add(now(), bytes, wal, lag);
    }

    /** @param of the change itself, or a part of it */
    synchronized void began(ChangeSubject of, StepBegan step) {
        if (!step.worker() && !step.step().equals(GATE)) {
            String title = step.step() + (of.id() == change.id() ? "" : " of " + of.table());
            open.put(name(of, step.phase(), step.step()), entry("phase", step.phase(), "step", title, "from", now()));
        }
    }

    synchronized void ended(ChangeSubject of, StepEnded step) {
        Map<String, @Nullable Object> begun = step.worker() ? null : open.remove(name(of, step.phase(), step.step()));
        if (begun != null) {
            close(begun, step.done() ? StepEnd.DONE : StepEnd.OPEN);
        }
    }

    private void close(Map<String, @Nullable Object> step, StepEnd end) {
        step.put("to", now());
        step.put("end", end.text());
        add(steps, step);
    }

    private static String name(ChangeSubject of, String phase, String step) {
        return of.id() + ":" + phase + "." + step;
    }

    synchronized void chunk(ChunkDone chunk) {
        chunks.add(now(), chunk.phase(), chunk.rows(), chunk.took(), chunk.waited());
    }

    synchronized void throttled(Throttled event) {
        if (waiting != null && event.signal().equals(waiting.get("signal"))) {
            waiting.put("reason", event.reason());
            return;
        }
        wentOn();
        waiting = entry("signal", event.signal(), "reason", event.reason(), "from", now());
    }

    synchronized void wentOn() {
        if (waiting != null) {
            waiting.put("to", now());
            add(waits, waiting);
            waiting = null;
        }
    }

    synchronized void tried(LockTried tried) {
        if (!tried.granted()) {
            timeouts++;
        }
    }

    synchronized void held(LockHeld held) {
        add(
                locks,
                entry(
                        "at", now(),
                        "step", held.step(),
                        "attempts", held.attempts(),
                        "heldMillis", held.held().toNanos() / 1e6));
    }

    synchronized void blocked(Blocked by) {
        add(blocked, entry("at", now(), "waiting", by.waiting(), "blockers", by.blockers()));
    }

    /** Of each part the last word. */
    synchronized void verified(ChangeSubject of, Verified said) {
        verified.put(of.id(), said);
        result.put(
                "verifiedRows",
                verified.values().stream().mapToLong(Verified::rows).sum());
        result.put(
                "differences",
                verified.values().stream().mapToLong(Verified::wrong).sum());
    }

    synchronized void ended(Ended ended) {
        wentOn();
        EngineException error = ended.error();
        open.values().forEach(step -> close(step, StepEnd.OPEN));
        open.clear();
        StepEnd undone = error == null ? StepEnd.DONE : StepEnd.by(error.code().text());
        steps.forEach(step -> step.replace("end", StepEnd.OPEN.text(), undone.text()));
        result.put(
                "outcome",
                error != null
                        ? error.code().text()
                        : ended.finished() ? "done" : ended.swapped() ? "swapped" : "reached --until");
        result.put("message", error == null ? null : error.getMessage());
        result.put("seconds", now());
    }

    /** As the report holds it. */
    synchronized Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = entry(
                "key", key,
                "run", number,
                "id", change.id(),
                "kind", change.kind(),
                "name", change.name(),
                "table", change.table(),
                "direction", rollback ? "rollback" : "forward",
                "began", began.toString());
        json.put("result", new LinkedHashMap<>(result));
        json.put("steps", steps.stream().map(LinkedHashMap::new).toList());
        json.put("waits", List.copyOf(waits));
        json.put("locks", List.copyOf(locks));
        json.put("lockTimeouts", timeouts);
        json.put("blocked", List.copyOf(blocked));
        json.put("chunks", chunks.toJson());
        json.put("samples", samples.toJson());
        json.put("leftOut", leftOut);
        return json;
    }

    static Map<String, @Nullable Object> entry(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
