package io.zdm.engine.batch;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What comes before each chunk: a look whether to stop, a vacuum where it pays, the throttle, the rate. */
final class Pace {

    private static final long NOTICEABLE = TimeUnit.MILLISECONDS.toNanos(1);

    private final RunContext context;
    private final Bloat bloat;

    Pace(RunContext context, Bloat bloat) {
        this.context = context;
        this.bloat = bloat;
    }

    /** How long a chunk waited, and for what, where it is known. */
    record Waited(long millis, @Nullable String reason) {}

    Waited await() {
        context.stop().check();
        long began = System.nanoTime();
        String reason = bloat.vacuumIfItPays() ? "the table was vacuumed" : null;
        boolean again = true;
        while (again) {
            // Asked again and again: somebody may tune, pause or finalize a change that waits for its rate.
            String busy = context.throttle().await(context.stop());
            long before = System.nanoTime();
            again = context.rateLimit().awaitAWhile(context.stop());
            boolean slowed = System.nanoTime() - before > NOTICEABLE;
            reason = busy != null ? busy : reason == null && slowed ? "--max-rate" : reason;
        }
        return new Waited(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), reason);
    }
}
