package io.zdm.engine.throttle;

import io.zdm.engine.change.Tuning;
import java.time.Duration;
import java.util.function.Supplier;

/** How many rows the next chunk has, from how long the last ones took and how long it may take. One for each worker. */
public final class ChunkSizer {

    public static final int FIRST = 1_000;

    private static final int SMALLEST = 10;
    private static final int LARGEST = 100_000;

    private final Supplier<Tuning> tuning;
    private final ChunkTime time;
    private int adapted;
    private double nanosPerRowAgain;

    /**
     * @param tuning as it is now: it may change meanwhile
     * @param first {@link #FIRST}, or what served so far
     */
    public ChunkSizer(Supplier<Tuning> tuning, ChunkTime time, int first) {
        this.tuning = tuning;
        this.time = time;
        this.adapted = first;
    }

    public int rows() {
        Integer fixed = tuning.get().chunkRows();
        return fixed == null ? adapted : fixed;
    }

    /** At most doubled or halved at a time, so that one hiccup does not decide. */
    public void took(Duration duration) {
        if (tuning.get().chunkRows() != null) {
            return;
        }
        double longer = Math.max(Math.max(1.0, (double) duration.toNanos()), nanosPerRowAgain * adapted);
        double next = adapted * Math.max(0.5, Math.min(2, (double) time.next().toNanos() / longer));
        adapted = (int) Math.max(SMALLEST, Math.min(LARGEST, next));
    }

    /** After a chunk that failed for what less of it may not meet. */
    public void failed() {
        adapted = Math.max(SMALLEST, adapted / 2);
    }

    /** The second visit of a range of about so many rows as a chunk has now: it shall be no longer than the first. */
    public void tookAgain(Duration duration) {
        double seen = (double) duration.toNanos() / adapted;
        nanosPerRowAgain = nanosPerRowAgain == 0 ? seen : (3 * nanosPerRowAgain + seen) / 4;
    }
}
