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
    private static final int MOST = 500;

    private final ChangeSubject change;
    private final boolean rollback;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final Map<String, Double> open = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> waits = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> locks = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> blocked = new ArrayList<>();
    private final ChunkSeries chunks = new ChunkSeries();
    private final SampleSeries samples = new SampleSeries();
    private final Map<String, @Nullable Object> result = new LinkedHashMap<>();
    private @Nullable Map<String, @Nullable Object> waiting;
    private String key = "";
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

    /** Which change it is, beyond its number: that begins anew where the schema zdm was dropped. */
    synchronized void identify(String of) {
        key = of;
    }

    synchronized boolean isIdentified() {
        return !key.isEmpty();
    }

    synchronized void sample(long bytes, long wal, @Nullable Double lag) {
        samples.add(now(), bytes, wal, lag);
    }

    synchronized void began(StepBegan step) {
        if (!step.worker()) {
            open.put(step.phase() + "." + step.step(), now());
        }
    }

    synchronized void ended(StepEnded step) {
        Double from = open.remove(step.phase() + "." + step.step());
        if (!step.worker() && from != null) {
            add(steps, entry("phase", step.phase(), "step", step.step(), "from", from, "to", now()));
        }
    }

    synchronized void chunk(ChunkDone chunk) {
        chunks.add(now(), chunk.phase(), chunk.rows(), chunk.took());
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

    synchronized void verified(Verified verified) {
        result.put("verifiedRows", verified.rows());
        result.put("differences", verified.wrong());
    }

    synchronized void ended(Ended ended) {
        wentOn();
        EngineException error = ended.error();
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
                "id", change.id(),
                "kind", change.kind(),
                "name", change.name(),
                "table", change.table(),
                "direction", rollback ? "rollback" : "forward",
                "began", began.toString());
        json.put("result", new LinkedHashMap<>(result));
        json.put("steps", List.copyOf(steps));
        json.put("waits", List.copyOf(waits));
        json.put("locks", List.copyOf(locks));
        json.put("lockTimeouts", timeouts);
        json.put("blocked", List.copyOf(blocked));
        json.put("chunks", chunks.toJson());
        json.put("samples", samples.toJson());
        json.put("leftOut", leftOut);
        return json;
    }

    private static Map<String, @Nullable Object> entry(Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
