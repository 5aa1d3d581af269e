package io.zdm.engine.throttle;

import io.zdm.engine.change.Tuning;
import java.time.Duration;

/** How many rows the next chunk has, from how long the last ones took. One for each worker. */
public final class ChunkSizer {

    public static final int FIRST = 1_000;

    private static final int SMALLEST = 10;
    private static final int LARGEST = 100_000;

    private final Tuning tuning;
    private int rows;

    /** @param first {@link #FIRST}, or what served so far */
    public ChunkSizer(Tuning tuning, int first) {
        this.tuning = tuning;
        this.rows = tuning.chunkRows() == null ? first : tuning.chunkRows();
    }

    public int rows() {
        return rows;
    }

    /** At most doubled or halved at a time, so that one hiccup does not decide. */
    public void took(Duration duration) {
        if (tuning.chunkRows() != null) {
            return;
        }
        double factor = (double) tuning.chunkTime().toNanos() / Math.max(1, duration.toNanos());
        double next = rows * Math.max(0.5, Math.min(2, factor));
        rows = (int) Math.max(SMALLEST, Math.min(LARGEST, next));
    }
}
