package io.zdm.cli.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.zdm.cli.observe.ChangeListener;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeEvent.Began;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.change.ChangeEvent.Ended;
import io.zdm.engine.change.ChangeEvent.LockHeld;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.Verified;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.ChangeSubject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Turns what happens to changes into meters. Their names are a promise: docs/metrics.md lists them. */
final class ChangeMetrics implements ChangeListener {

    private static final Duration[] CHUNKS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private static final Duration[] LOCKS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final MeterRegistry registry;
    private final Map<Long, ChangeGauges> gauges = new ConcurrentHashMap<>();

    ChangeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void progress(ChangeSubject change, String title, long rows, long total) {
        of(change).progress(rows, total);
    }

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        ChangeGauges now = of(change);
        if (event instanceof Began) {
            began(now);
        } else if (event instanceof StepBegan began) {
            now.phase(began.phase());
        } else if (event instanceof StepEnded) {
            now.blocked(0);
        } else if (event instanceof ChunkDone chunk) {
            chunk(now, chunk);
        } else if (event instanceof Throttled throttled) {
            now.throttled(throttled.signal());
        } else if (event instanceof WentOn) {
            now.wentOn();
        } else if (event instanceof LockTried tried) {
            tried(now, tried);
        } else if (event instanceof Blocked blocked) {
            now.blocked(blocked.blockers().size());
        } else if (event instanceof LockHeld held) {
            Timer.builder("zdm.lock.held")
                    .description("How long a step's locks were held")
                    .serviceLevelObjectives(LOCKS)
                    .tags(now.tags())
                    .register(registry)
                    .record(held.held());
        } else if (event instanceof Verified verified) {
            differences(now).increment((double) verified.wrong());
        } else if (event instanceof Ended ended) {
            ended(now, ended);
        }
    }

    /** What may stay at zero is there from the start: a rate over it then sees the first of them. */
    private void began(ChangeGauges now) {
        now.running(true);
        attempts(now, true);
        attempts(now, false);
        differences(now);
        outcome(now, "done");
    }

    private void chunk(ChangeGauges now, ChunkDone chunk) {
        Timer.builder("zdm.chunk")
                .description("What a chunk took, by phase")
                .serviceLevelObjectives(CHUNKS)
                .tags(now.tags().and("phase", chunk.phase()))
                .register(registry)
                .record(chunk.took());
        Counter.builder("zdm.rows")
                .description("Rows written by chunks of the backfill, or compared by those of verify")
                .tags(now.tags().and("phase", chunk.phase()))
                .register(registry)
                .increment((double) chunk.rows());
    }

    private void tried(ChangeGauges now, LockTried tried) {
        attempts(now, tried.granted()).increment();
        if (tried.granted()) {
            now.blocked(0);
        }
    }

    private void ended(ChangeGauges now, Ended ended) {
        now.wentOn();
        now.blocked(0);
        now.running(false);
        outcome(now, ended.error() == null ? "done" : ended.error().code().text())
                .increment();
    }

    private Counter attempts(ChangeGauges now, boolean granted) {
        return Counter.builder("zdm.lock.attempts")
                .description("Attempts at the locks of a step")
                .tags(now.tags().and("outcome", granted ? "granted" : "timeout"))
                .register(registry);
    }

    private Counter differences(ChangeGauges now) {
        return Counter.builder("zdm.verify.differences")
                .description("Rows that verify found not as they should be")
                .tags(now.tags())
                .register(registry);
    }

    private Counter outcome(ChangeGauges now, String outcome) {
        return Counter.builder("zdm.ended")
                .description("Runs that have ended, by outcome: done or an error's code")
                .tags(now.tags().and("outcome", outcome))
                .register(registry);
    }

    private ChangeGauges of(ChangeSubject change) {
        return gauges.computeIfAbsent(change.id(), id -> new ChangeGauges(registry, change));
    }
}
