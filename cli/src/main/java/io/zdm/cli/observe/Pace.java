package io.zdm.cli.observe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How fast a walk is, over the last two minutes of it, waits included, and when it will be through. */
public final class Pace {

    private static final long SPAN = TimeUnit.MINUTES.toNanos(2);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(500);

    private record Point(long at, long rows) {}

    private final LongSupplier nanos;
    private final Deque<Point> points = new ArrayDeque<>();
    private long rows;
    private long total;

    public Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Fewer rows than before are another walk. */
    public synchronized void at(long done, long outOf) {
        long now = nanos.getAsLong();
        if (done < rows) {
            points.clear();
        }
        rows = done;
        total = outOf;
        Point last = points.peekLast();
        if (last == null || now - last.at() >= STEP) {
            points.addLast(new Point(now, done));
        }
        while (points.size() > 2 && now - points.getFirst().at() > SPAN) {
            points.removeFirst();
        }
    }

    /** Empty before anything was measured. */
    public synchronized OptionalDouble rowsPerSecond() {
        Point first = points.peekFirst();
        long now = nanos.getAsLong();
        return first == null || now - first.at() < STEP
                ? OptionalDouble.empty()
                : OptionalDouble.of((rows - first.rows()) * 1e9 / (now - first.at()));
    }

    /** Zero when done; empty where it is not known or nothing moves. */
    public synchronized OptionalLong secondsLeft() {
        if (rows >= total) {
            return OptionalLong.of(0);
        }
        OptionalDouble rate = rowsPerSecond();
        return rate.isEmpty() || rate.getAsDouble() <= 0
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil((total - rows) / rate.getAsDouble()));
    }
}
