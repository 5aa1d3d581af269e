package io.zdm.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server said now and then: of a long run every second, fourth, … look is kept. */
final class SampleSeries {

    private static final int MOST = 600;

    private record Sample(
            double at, long bytes, long wal, @Nullable Double lag) {}

    private List<Sample> samples = new ArrayList<>();
    private int every = 1;
    private int looks;

    void add(double at, long bytes, long wal, @Nullable Double lag) {
        if (looks++ % every == 0) {
            samples.add(new Sample(at, bytes, wal, lag));
        }
        if (samples.size() > MOST) {
            List<Sample> half = new ArrayList<>();
            for (int i = 0; i < samples.size(); i += 2) {
                half.add(samples.get(i));
            }
            samples = half;
            every *= 2;
        }
    }

    Map<String, @Nullable Object> toJson() {
        long first = samples.isEmpty() ? 0 : samples.get(0).wal();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", samples.stream().map(Sample::at).toList());
        json.put("bytes", samples.stream().map(Sample::bytes).toList());
        json.put("wal", samples.stream().map(s -> s.wal() - first).toList());
        List<@Nullable Double> lag = new ArrayList<>();
        samples.forEach(s -> lag.add(s.lag()));
        json.put("lag", lag);
        return json;
    }
}
