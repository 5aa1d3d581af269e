package io.zdm.cli.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunks, summed up over spans of time that get longer as the run does: a line a span, for any number of chunks. */
final class ChunkSeries {

    private static final int MOST_SPANS = 600;
    private static final double FIRST_SPAN = 0.25;

    private record Span(double from, String phase, long chunks, long rows, double sumMillis, double maxMillis) {

        Span with(Span other) {
            return new Span(
                    from,
                    phase,
                    chunks + other.chunks,
                    rows + other.rows,
                    sumMillis + other.sumMillis,
                    Math.max(maxMillis, other.maxMillis));
        }
    }

    private List<Span> spans = new ArrayList<>();
    private double length = FIRST_SPAN;

    void add(double at, String phase, long rows, Duration took) {
        double millis = took.toNanos() / 1e6;
        append(spans, new Span(start(at), phase, 1, rows, millis, millis));
        while (spans.size() > MOST_SPANS) {
            length *= 2;
            List<Span> longer = new ArrayList<>();
            spans.forEach(
                    s -> append(longer, new Span(start(s.from), s.phase, s.chunks, s.rows, s.sumMillis, s.maxMillis)));
            spans = longer;
        }
    }

    private double start(double at) {
        return Math.floor(at / length) * length;
    }

    private static void append(List<Span> to, Span span) {
        Span last = to.isEmpty() ? null : to.get(to.size() - 1);
        if (last != null && last.from == span.from && last.phase.equals(span.phase)) {
            to.set(to.size() - 1, last.with(span));
        } else {
            to.add(span);
        }
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("spanSeconds", length);
        json.put("at", spans.stream().map(Span::from).toList());
        json.put("phase", spans.stream().map(Span::phase).toList());
        json.put("chunks", spans.stream().map(Span::chunks).toList());
        json.put("rows", spans.stream().map(Span::rows).toList());
        json.put("meanMillis", spans.stream().map(s -> s.sumMillis / s.chunks).toList());
        json.put("maxMillis", spans.stream().map(Span::maxMillis).toList());
        return json;
    }
}
