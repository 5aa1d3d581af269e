package io.zdm.engine.change;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How hard a change works; never part of its identity.
 *
 * @param workers partitions filled at the same time
 * @param chunkTime what a chunk should take where nobody else writes to the table; its size adapts
 * @param chunkRows a fixed size instead, or null
 * @param maxRate rows per second over all workers, or null
 * @param lockTimeout the longest that a lock which queues others is waited for
 * @param lockAttempts how often, over about ten minutes
 * @param blockers what becomes of who is in the way of a lock
 * @param maxBloat dead rows, in percent of the table's rows, from which on the engine vacuums it; 0 for never
 * @param limits when it waits for others
 * @param maxFailedChunks of the backfill, before the change stops
 * @param keepChunks for how many days what each chunk took is kept; 0 where it is not written down
 * @param acceptNulls for a rollback: values without a way back become NULL
 */
public record Tuning(
        int workers,
        Duration chunkTime,
        @Nullable Integer chunkRows,
        @Nullable Integer maxRate,
        Duration lockTimeout,
        int lockAttempts,
        Blockers blockers,
        Integer maxBloat,
        Limits limits,
        FailedChunks maxFailedChunks,
        Integer keepChunks,
        boolean acceptNulls) {

    private static final int USUAL_BLOAT = 25;
    private static final int USUAL_KEPT = 7;

    public static final Tuning DEFAULT = new Tuning(
            1,
            Duration.ofMillis(200),
            null,
            null,
            Duration.ofMillis(500),
            30,
            Blockers.REPORT,
            USUAL_BLOAT,
            Limits.NONE,
            FailedChunks.USUAL,
            USUAL_KEPT,
            false);

    /** A change that was begun by an earlier release has no word about what is newer. */
    public Tuning {
        blockers = Objects.requireNonNullElse(blockers, Blockers.REPORT);
        maxBloat = Objects.requireNonNullElse(maxBloat, USUAL_BLOAT);
        maxFailedChunks = Objects.requireNonNullElse(maxFailedChunks, FailedChunks.USUAL);
        keepChunks = Objects.requireNonNullElse(keepChunks, USUAL_KEPT);
    }

    /** The same with a part of the workers and of the rate. */
    public Tuning sharing(int someWorkers, @Nullable Integer someRate) {
        return new Tuning(
                someWorkers,
                chunkTime,
                chunkRows,
                someRate,
                lockTimeout,
                lockAttempts,
                blockers,
                maxBloat,
                limits,
                maxFailedChunks,
                keepChunks,
                acceptNulls);
    }

    public Tuning acceptingNulls() {
        return new Tuning(
                workers,
                chunkTime,
                chunkRows,
                maxRate,
                lockTimeout,
                lockAttempts,
                blockers,
                maxBloat,
                limits,
                maxFailedChunks,
                keepChunks,
                true);
    }
}
