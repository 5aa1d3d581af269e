package io.zdm.cli.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chunks, summed up over spans of time that get longer as the run does: a line a span, for any number of chunks. A chunk's
 * rows are spread over the time that it waited and that it took, so that rows per second are those of the clock.
 */
final class ChunkSeries {

    private static final int MOST_SPANS = 600;
    private static final double FIRST_SPAN = 0.25;

    private record Place(long number, String phase) {}

    /** @param begins of what is known of it: neither the first nor the last is whole */
    private record Span(double begins, double ends, double rows, long chunks, double sumMillis, double maxMillis) {

        Span with(Span other) {
            return new Span(
                    Math.min(begins, other.begins),
                    Math.max(ends, other.ends),
                    rows + other.rows,
                    chunks + other.chunks,
                    sumMillis + other.sumMillis,
                    Math.max(maxMillis, other.maxMillis));
        }
    }

    private Map<Place, Span> spans = empty();
    private double length = FIRST_SPAN;

    private static Map<Place, Span> empty() {
        return new TreeMap<>(Comparator.comparingLong(Place::number).thenComparing(Place::phase));
    }

    /**
     * A chunk.
     *
     * @param at when it ended, in seconds of the run
     */
    void add(double at, String phase, long rows, Duration took, Duration waited) {
        double seconds = took.plus(waited).toNanos() / 1e9;
        double from = Math.max(0, at - seconds);
        while ((at - from) / length > MOST_SPANS) {
            lengthen();
        }
        long last = (long) Math.floor(at / length);
        for (long number = (long) Math.floor(from / length); number <= last; number++) {
            double begins = Math.max(from, number * length);
            double ends = Math.min(at, (number + 1) * length);
            double share = at > from ? rows * (ends - begins) / (at - from) : rows;
            add(new Place(number, phase), new Span(begins, ends, share, 0, 0, 0));
        }
        double millis = took.toNanos() / 1e6;
        add(new Place(last, phase), new Span(at, at, 0, 1, millis, millis));
        while (spans.size() > MOST_SPANS) {
            lengthen();
        }
    }

    private void add(Place place, Span span) {
        spans.merge(place, span, Span::with);
    }

    private void lengthen() {
        length *= 2;
        Map<Place, Span> shorter = spans;
        spans = empty();
        shorter.forEach((place, span) -> add(new Place(Math.floorDiv(place.number, 2), place.phase), span));
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("spanSeconds", length);
        json.put("at", spans.keySet().stream().map(p -> p.number * length).toList());
        json.put("phase", spans.keySet().stream().map(Place::phase).toList());
        json.put("seconds", of(s -> rounded(s.ends - s.begins)));
        json.put("rows", of(s -> rounded(s.rows)));
        json.put("chunks", of(Span::chunks));
        json.put("meanMillis", of(s -> s.chunks == 0 ? null : rounded(s.sumMillis / s.chunks)));
        json.put("maxMillis", of(s -> s.chunks == 0 ? null : rounded(s.maxMillis)));
        return json;
    }

    private List<@Nullable Object> of(Function<Span, @Nullable Object> figure) {
        List<@Nullable Object> figures = new ArrayList<>();
        spans.values().forEach(span -> figures.add(figure.apply(span)));
        return figures;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1e3) / 1e3;
    }
}
