package io.zdm.engine.throttle;

import io.zdm.engine.change.StopSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** At most so many rows per second over all workers, by making the next chunk wait. Never asked while locks are held. */
public final class RateLimit {

    private static final Duration MOMENT = Duration.ofMillis(250);

    private @Nullable Integer rowsPerSecond;
    private long nextAt = System.nanoTime();

    /** @param rowsPerSecond null for no limit */
    public RateLimit(@Nullable Integer rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Another limit from now on; null for none. */
    public synchronized void limit(@Nullable Integer rows) {
        rowsPerSecond = rows;
        nextAt = System.nanoTime();
    }

    /** Books rows that were written. */
    public synchronized void wrote(long rows) {
        if (rowsPerSecond != null) {
            nextAt = Math.max(nextAt, System.nanoTime()) + rows * 1_000_000_000L / rowsPerSecond;
        }
    }

    /**
     * Waits until the next chunk may begin, or for a moment: then others may be asked whether the limit still holds.
     *
     * @return whether it may not begin yet
     */
    public boolean awaitAWhile(StopSignal stop) {
        long wait = remaining();
        if (wait > 0) {
            stop.await(Duration.ofNanos(Math.min(wait, MOMENT.toNanos())));
        }
        return remaining() > 0;
    }

    private synchronized long remaining() {
        return rowsPerSecond == null ? 0 : nextAt - System.nanoTime();
    }
}
