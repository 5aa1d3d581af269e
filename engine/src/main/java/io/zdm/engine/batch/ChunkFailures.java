package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.FailedChunks;
import io.zdm.engine.postgres.Sql;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The circuit breaker of a change's backfill: when too many of its last chunks failed, the change stops, rather than try
 * and fail its way through the table. Of one run, for all its workers.
 */
final class ChunkFailures {

    private static final int MOST_TOLD = 10;

    private final long change;
    private final Supplier<FailedChunks> allowed;

    /** What went wrong with each of the last chunks, empty where nothing did. */
    private final Deque<String> last = new ArrayDeque<>();

    private long lockCountedAt = Long.MIN_VALUE;

    /** @param allowed as it is now: it may change meanwhile */
    ChunkFailures(long change, Supplier<FailedChunks> allowed) {
        this.change = change;
        this.allowed = allowed;
    }

    synchronized void succeeded() {
        add("");
    }

    /**
     * Counts a chunk that failed.
     *
     * @param what went wrong, for people
     * @throws EngineException where it is one too many
     */
    synchronized void failed(ErrorCode code, String what, RuntimeException cause) {
        add(what);
        long failed = last.stream().filter(w -> !w.isEmpty()).count();
        FailedChunks most = allowed.get();
        if (most.most() > 0 && failed >= most.most()) {
            throw new EngineException(
                    code,
                    "%d of the last %d chunks failed (--max-failed-chunks=%s): %s"
                            .formatted(
                                    failed,
                                    last.size(),
                                    most,
                                    last.stream()
                                            .filter(w -> !w.isEmpty())
                                            .distinct()
                                            .limit(MOST_TOLD)
                                            .collect(Collectors.joining("; "))),
                    true,
                    advice(code) + " Then zdm-batch restart " + change + " goes on from the last chunk.",
                    cause);
        }
    }

    private static String advice(ErrorCode code) {
        return switch (code) {
            case LOCK_TIMEOUT -> "See who locks the table, and end that transaction or wait for it.";
            case VALUE_REJECTED -> "Correct those rows, or mend what rejects them.";
            default -> "Mend the cause.";
        };
    }

    /**
     * Counts a chunk that got no lock in all its attempts. Workers that wait for the same lock at the same time wait
     * together: that counts once.
     *
     * @param since when the chunk began to wait
     */
    synchronized void gotNoLock(long since, RuntimeException cause) {
        if (since - lockCountedAt > 0 || lockCountedAt == Long.MIN_VALUE) {
            lockCountedAt = System.nanoTime();
            failed(ErrorCode.LOCK_TIMEOUT, "no lock was to be had: " + Sql.message(cause), cause);
        }
    }

    private void add(String what) {
        last.addLast(what);
        while (last.size() > Math.max(1, allowed.get().of())) {
            last.removeFirst();
        }
    }
}
