package io.zdm.engine.change;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a change while it runs: for metrics, hooks, reports and logs. Told by the thread in which it happens,
 * right after it; nothing of it is needed for the change itself.
 */
public sealed interface ChangeEvent {

    /**
     * An owner begins, for the first time or again.
     *
     * @param rollback whether on the way back
     */
    record Began(boolean rollback) implements ChangeEvent {}

    /**
     * A step begins in this thread.
     *
     * @param phase as in JSON
     * @param worker whether it is a partition of a walk, beside others
     */
    record StepBegan(String phase, String step, boolean worker) implements ChangeEvent {}

    /**
     * It has ended.
     *
     * @param done whether nothing of it is left to do: neither stopped nor failed
     */
    record StepEnded(String phase, String step, boolean worker, Duration took, boolean done) implements ChangeEvent {}

    /** A walk over the table begins, in so many partitions; those that an earlier run has done are among them. */
    record Partitioned(String phase, int partitions) implements ChangeEvent {}

    /** All partitions of a walk are done, those of earlier runs, too. */
    record WalkDone(String phase) implements ChangeEvent {}

    /**
     * A chunk was committed, or, in verify, compared.
     *
     * @param waited before it began
     */
    record ChunkDone(String phase, String table, long rows, Duration took, Duration waited) implements ChangeEvent {}

    /**
     * The change waits, or goes on waiting for another reason.
     *
     * @param signal what it minds, one of a few names
     * @param reason with figures, for people
     */
    record Throttled(String signal, String reason) implements ChangeEvent {}

    /** Nothing speaks against the next chunk any more, nor is anybody in the way. */
    record WentOn() implements ChangeEvent {}

    /** A lock was asked for, with a timeout. */
    record LockTried(String step, int attempt, boolean granted) implements ChangeEvent {}

    /**
     * Others are in the way of a lock, or of what waits for transactions.
     *
     * @param attempt of how many; null where it is not tried but waited for
     */
    record Blocked(
            String waiting,
            @Nullable Integer attempt,
            @Nullable Integer attempts,
            List<String> blockers) implements ChangeEvent {}

    /** The locks of a step were held. */
    record LockHeld(String step, int attempts, Duration held) implements ChangeEvent {}

    /** Every row was compared. */
    record Verified(long rows, long wrong) implements ChangeEvent {}

    /**
     * The owner has ended.
     *
     * @param swapped whether it is swapped, and the old column still there to go back to
     * @param finished whether nothing is left to be done, forward or back
     * @param error null where it did what it was asked for
     */
    record Ended(
            boolean swapped, boolean finished, @Nullable EngineException error) implements ChangeEvent {}
}
