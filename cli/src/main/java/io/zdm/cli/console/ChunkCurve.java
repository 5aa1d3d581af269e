package io.zdm.cli.console;

import io.zdm.engine.postgres.HistoryReader.Chunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What chunks took, in so few points that a page can draw them: where there would be more, two neighbours become one, over
 * and over, so that the memory is that of the points and not of the chunks.
 */
final class ChunkCurve {

    static final int MOST_POINTS = 2_000;

    private final List<Point> points = new ArrayList<>();
    private int together = 1;
    private int inLast;

    /**
     * Chunks one after the other.
     *
     * @param seconds since the epoch, of the last one's end
     * @param chunks how many these are
     * @param millis sum of what they took
     */
    private record Point(double seconds, long chunks, long rows, long millis, long waitMillis) {

        Point plus(Point later) {
            return new Point(
                    later.seconds,
                    chunks + later.chunks,
                    rows + later.rows,
                    millis + later.millis,
                    waitMillis + later.waitMillis);
        }
    }

    /** Those that failed wrote nothing, and are left out. */
    void add(Chunk chunk) {
        if (chunk.error() != null) {
            return;
        }
        Point point =
                new Point(chunk.at().toEpochMilli() / 1000.0, 1, chunk.rows(), chunk.millis(), chunk.waitMillis());
        if (inLast > 0 && inLast < together) {
            int last = points.size() - 1;
            points.set(last, points.get(last).plus(point));
            inLast++;
            return;
        }
        if (points.size() == MOST_POINTS) {
            halve();
        }
        points.add(point);
        inLast = 1;
    }

    private void halve() {
        for (int i = 0; i < MOST_POINTS / 2; i++) {
            points.set(i, points.get(2 * i).plus(points.get(2 * i + 1)));
        }
        points.subList(MOST_POINTS / 2, points.size()).clear();
        together *= 2;
    }

    /** Lists of the same length; {@code millis} is what one of them took on the average. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", points.stream().map(Point::seconds).toList());
        json.put("rows", all(Point::rows));
        json.put("millis", all(p -> p.millis() / p.chunks()));
        json.put("waitMillis", all(Point::waitMillis));
        return json;
    }

    private List<Long> all(ToLongFunction<Point> value) {
        return points.stream().mapToLong(value).boxed().toList();
    }
}
