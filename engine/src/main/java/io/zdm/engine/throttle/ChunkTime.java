package io.zdm.engine.throttle;

import io.zdm.engine.change.Tuning;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a chunk may take: so long may somebody wait for a row of it. All of {@code --chunk-time} where nobody else
 * writes to the table; a small part of it where others do, for a transaction may wait for several rows one after the
 * other; and less where chunks are waited for. One for all workers on a table.
 */
public final class ChunkTime {

    /** Of {@code --chunk-time}, beside other writers. */
    static final double BESIDE_OTHERS = 0.1;

    static final double SHORTEST = 0.05;

    /** So that about one chunk in seventy is waited for, where it would be more. */
    private static final double SHRINK = 0.5;

    private static final double GROW = 1.01;

    static final Duration QUIET = Duration.ofSeconds(5);

    private final Supplier<Tuning> tuning;
    private final LongSupplier nanoTime;
    private double part = BESIDE_OTHERS;
    private long lastWriting;

    public ChunkTime(Supplier<Tuning> tuning) {
        this(tuning, System::nanoTime);
    }

    ChunkTime(Supplier<Tuning> tuning, LongSupplier nanoTime) {
        this.tuning = tuning;
        this.nanoTime = nanoTime;
        this.lastWriting = nanoTime.getAsLong();
    }

    /** For the next chunk. */
    public synchronized Duration next() {
        return Duration.ofNanos((long) (tuning.get().chunkTime().toNanos() * part));
    }

    /**
     * What was seen at the end of a chunk.
     *
     * @param waiting whether another session waits for a row of it
     * @param writing whether another session writes to the table
     */
    public synchronized void seen(boolean waiting, boolean writing) {
        long now = nanoTime.getAsLong();
        if (waiting || writing) {
            lastWriting = now;
        }
        double most = now - lastWriting > QUIET.toNanos() ? 1 : BESIDE_OTHERS;
        part = Math.max(SHORTEST, Math.min(most, part * (waiting ? SHRINK : GROW)));
    }
}
