package io.zdm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Several figures of one thing. */
final class Figures {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    String median(int digits) {
        return format(median(), digits);
    }

    /** The median, and what the figures were between. */
    String spread(int digits) {
        double least = values.stream().mapToDouble(v -> v).min().orElse(0);
        double most = values.stream().mapToDouble(v -> v).max().orElse(0);
        return median(digits) + " (" + format(least, digits) + " to " + format(most, digits) + ")";
    }

    private static String format(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
