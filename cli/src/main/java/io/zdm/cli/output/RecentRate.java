package io.zdm.cli.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Rows per second of the last two minutes, waits included: what is left takes as long as things are now. */
final class RecentRate {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(2);
    private static final long APART = TimeUnit.MILLISECONDS.toNanos(500);

    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(long nanos, long rows) {}

    /** @param nanos of the clock that only goes on */
    void at(long nanos, long rows) {
        Point last = points.peekLast();
        if (last == null || nanos - last.nanos() >= APART) {
            points.addLast(new Point(nanos, rows));
        }
        while (points.size() > 2 && nanos - points.getFirst().nanos() > WINDOW) {
            points.removeFirst();
        }
    }

    /** Zero before anything was measured. */
    double perSecond(long nanos, long rows) {
        Point first = points.peekFirst();
        return first == null || nanos <= first.nanos() ? 0 : (rows - first.rows()) * 1e9 / (nanos - first.nanos());
    }
}
