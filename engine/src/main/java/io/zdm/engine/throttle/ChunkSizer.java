package io.zdm.engine.throttle;

import io.zdm.engine.change.Tuning;
import java.time.Duration;
import java.util.function.Supplier;

/** How many rows the next chunk has, from how long the last ones took. One for each worker. */
public final class ChunkSizer {

    public static final int FIRST = 1_000;

    private static final int SMALLEST = 10;
    private static final int LARGEST = 100_000;

    private final Supplier<Tuning> tuning;
    private int adapted;

    /**
     * @param tuning as it is now: it may change meanwhile
     * @param first {@link #FIRST}, or what served so far
     */
    public ChunkSizer(Supplier<Tuning> tuning, int first) {
        this.tuning = tuning;
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
        double factor = (double) tuning.get().chunkTime().toNanos() / Math.max(1, duration.toNanos());
        double next = adapted * Math.max(0.5, Math.min(2, factor));
        adapted = (int) Math.max(SMALLEST, Math.min(LARGEST, next));
    }
}
