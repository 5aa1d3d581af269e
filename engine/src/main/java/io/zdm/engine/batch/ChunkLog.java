package io.zdm.engine.batch;

import io.zdm.engine.batch.Pace.Waited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What each chunk of one partition took, written down about once a second, in the transaction of the chunk that comes
 * then: the figures cost no commit and hardly a round trip. A crash may lose the last second's.
 */
final class ChunkLog {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String INSERT = """
            INSERT INTO zdm.chunk (change_id, partition, at, rows, millis, wait_millis, wait_reason, error)
            SELECT ?, ?, clock_timestamp() - f.age * interval '1 millisecond', f.rows, f.millis, f.waited, f.reason, f.error
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                f (age, rows, millis, waited, reason, error)
            """;

    private final RunContext context;
    private final String partition;
    private final List<Figures> kept = new ArrayList<>();
    private int flushed;
    private long flushedAt = System.nanoTime();

    /** @param partition the worker's name, without its manager's */
    ChunkLog(RunContext context, String partition) {
        this.context = context;
        this.partition = partition;
    }

    private record Figures(
            long endedAt,
            long rows,
            long millis,
            Waited waited,
            @Nullable String error) {}

    /** After its commit. */
    void wrote(long rows, Duration took, Waited waited, @Nullable String error) {
        if (context.tuning().keepChunks() > 0) {
            kept.add(new Figures(System.nanoTime(), rows, took.toMillis(), waited, error));
        }
    }

    /** In a chunk's transaction; {@link #committed()} or {@link #rolledBack()} follows. */
    void writeNowAndThen() {
        if (System.nanoTime() - flushedAt >= EVERY_NANOS) {
            write();
        }
    }

    /** The rest, when no chunk is left, or none is wanted. */
    void close() {
        context.database().inTransactionWithoutResult(this::write);
        committed();
    }

    private void write() {
        flushed = kept.size();
        if (flushed == 0) {
            return;
        }
        long now = System.nanoTime();
        context.database()
                .update(
                        INSERT,
                        context.id(),
                        partition,
                        kept.stream()
                                .map(f -> TimeUnit.NANOSECONDS.toMillis(now - f.endedAt()))
                                .toArray(Long[]::new),
                        kept.stream().map(Figures::rows).toArray(Long[]::new),
                        kept.stream().map(Figures::millis).toArray(Long[]::new),
                        kept.stream().map(f -> f.waited().millis()).toArray(Long[]::new),
                        kept.stream().map(f -> f.waited().reason()).toArray(String[]::new),
                        kept.stream().map(Figures::error).toArray(String[]::new));
    }

    void committed() {
        if (flushed > 0) {
            kept.subList(0, flushed).clear();
            flushed = 0;
            flushedAt = System.nanoTime();
        }
    }

    void rolledBack() {
        flushed = 0;
    }
}
