package io.zdm.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** How long the application's statements and commits took, failed ones included. */
public record Latencies(long count, Duration p50, Duration p99, Duration max) {

    static Latencies of(Collection<Recorder> recorders) {
        long[] all = recorders.stream()
                .flatMapToLong(recorder -> Arrays.stream(recorder.nanos, 0, recorder.size))
                .sorted()
                .toArray();
        return new Latencies(all.length, at(all, 0.50), at(all, 0.99), at(all, 1));
    }

    private static Duration at(long[] sorted, double quantile) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.ceil((sorted.length - 1) * quantile)]);
    }

    /** What one thread saw: exact, eight bytes a statement. Read only after its thread has ended. */
    static final class Recorder {

        private long[] nanos = new long[1024];
        private int size;

        void add(long elapsed) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, size * 2);
            }
            nanos[size++] = elapsed;
        }
    }
}
