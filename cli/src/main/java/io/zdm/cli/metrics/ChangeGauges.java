package io.zdm.cli.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.zdm.cli.observe.Pace;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.plan.Phase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How one change is just now. A signal that once made it wait stays, at zero. */
final class ChangeGauges {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Pace pace = new Pace();
    private volatile String phase = "";
    private volatile boolean running;
    private volatile long rows;
    private volatile long total;
    private volatile int blocked;
    private volatile @Nullable String signal;
    private volatile long waitingSince;

    ChangeGauges(MeterRegistry registry, ChangeSubject change) {
        this.registry = registry;
        this.tags = Tags.of("change", String.valueOf(change.id()), "kind", change.kind(), "table", change.table());
        gauge("zdm.running", "1 while an owner works on the change", tags, () -> running ? 1 : 0);
        for (Phase each : Phase.values()) {
            gauge(
                    "zdm.phase",
                    "1 for the phase that the change is in",
                    tags.and("phase", each.text()),
                    () -> phase.equals(each.text()) ? 1 : 0);
        }
        gauge("zdm.rows.done", "Rows that the present walk has done, in all runs", tags, () -> rows);
        gauge("zdm.rows.expected", "Rows that the present walk has to do, an estimate", tags, () -> total);
        gauge("zdm.blockers", "Sessions in the way of a lock or of what waits for transactions", tags, () -> blocked);
        TimeGauge.builder("zdm.eta", this::eta, TimeUnit.SECONDS)
                .description("Time left of the present walk; NaN where it is not known")
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, Tags with, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tags(with)
                .strongReference(true)
                .register(registry);
    }

    private Number eta() {
        return pace.secondsLeft().isPresent() ? pace.secondsLeft().getAsLong() : Double.NaN;
    }

    Tags tags() {
        return tags;
    }

    void running(boolean now) {
        running = now;
    }

    void phase(String now) {
        phase = now;
    }

    void progress(long done, long expected) {
        rows = done;
        total = expected;
        pace.at(done, expected);
    }

    void blocked(int sessions) {
        blocked = sessions;
    }

    synchronized void throttled(String by) {
        wentOn();
        gauge(
                "zdm.throttle.waiting",
                "1 while this signal makes the change wait",
                tags.and("signal", by),
                () -> by.equals(signal) ? 1 : 0);
        signal = by;
        waitingSince = System.nanoTime();
    }

    synchronized void wentOn() {
        String by = signal;
        if (by != null) {
            Timer.builder("zdm.throttle.wait")
                    .description("How long a signal made the change wait")
                    .tags(tags.and("signal", by))
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - waitingSince));
            signal = null;
        }
    }
}
