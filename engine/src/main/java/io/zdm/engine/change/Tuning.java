package io.zdm.engine.change;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How hard a change works; never part of its identity.
 *
 * @param workers partitions filled at the same time
 * @param chunkTime what a chunk should take; its size adapts
 * @param chunkRows a fixed size instead, or null
 * @param maxRate rows per second over all workers, or null
 * @param lockTimeout the longest that a lock which queues others is waited for
 * @param lockAttempts how often, over about ten minutes
 * @param limits when it waits for others
 * @param acceptNulls for a rollback: values without a way back become NULL
 */
public record Tuning(
        int workers,
        Duration chunkTime,
        @Nullable Integer chunkRows,
        @Nullable Integer maxRate,
        Duration lockTimeout,
        int lockAttempts,
        Limits limits,
        boolean acceptNulls) {

    public static final Tuning DEFAULT =
            new Tuning(1, Duration.ofMillis(200), null, null, Duration.ofMillis(500), 30, Limits.NONE, false);

    public Tuning acceptingNulls() {
        return new Tuning(workers, chunkTime, chunkRows, maxRate, lockTimeout, lockAttempts, limits, true);
    }
}
