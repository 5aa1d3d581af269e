package io.zdm.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What an application felt during one run.
 *
 * @param points in the order in which they were due
 * @param failed transactions
 * @param began when the change of the table began, in seconds from the first transaction
 * @param ended when it was over
 */
public record Felt(String title, List<Point> points, long failed, double began, double ended) {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    /** A transaction: when it was due, in seconds, and how long it took from then on. */
    public record Point(double at, double millis) {}

    static Felt of(String title, List<Point> points, long failed, double began, double ended) {
        List<Point> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingDouble(Point::at));
        return new Felt(title, List.copyOf(sorted), failed, began, ended);
    }

    public double percentile(double part) {
        double[] sorted = points.stream().mapToDouble(Point::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    /** The longest latency of each of these steps of time; zero where nothing was due. */
    double[] longest(int steps) {
        double[] longest = new double[steps];
        double end = points.isEmpty() ? 1 : points.get(points.size() - 1).at() + 1e-6;
        for (Point point : points) {
            int step = (int) Math.min(steps - 1, point.at() / end * steps);
            longest[step] = Math.max(longest[step], point.millis());
        }
        return longest;
    }

    /** A bar for each step, logarithmic: the lowest up to 2 ms, the highest from 2 s on. */
    public String drawing(int steps) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(longest(steps)).forEach(millis -> {
            int level = millis <= 2 ? 0 : (int) Math.min(LEVELS.length() - 1, 1 + Math.log10(millis / 2) * 2);
            text.append(LEVELS.charAt(level));
        });
        return text.toString();
    }
}
