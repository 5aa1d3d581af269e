package io.zdm.cli.output;

import io.zdm.engine.postgres.StatusReader.Status;
import java.util.List;

/**
 * How long the backfills of several changes take together: the rows that are left of all that run or are queued, by what
 * the owners that run now write together; but no less than the slowest of them needs for its own, for no two share a
 * table.
 */
record TotalLeft(long rows, int changes, int running, double rowsPerSecond, long seconds) {

    static TotalLeft of(List<Status> changes) {
        // The parts of a change are counted in it.
        List<Status> open = changes.stream()
                .filter(s -> s.partOf() == null && List.of("RUNNING", "QUEUED").contains(s.state()))
                .filter(s -> Rates.rowsLeft(s) > 0)
                .toList();
        List<Status> running =
                open.stream().filter(s -> Rates.etaSeconds(s) != null).toList();
        long rows = open.stream().mapToLong(Rates::rowsLeft).sum();
        double rate = running.stream()
                .map(Rates::rateNow)
                .mapToDouble(r -> r == null ? 0 : r)
                .sum();
        long longest = running.stream()
                .map(Rates::etaSeconds)
                .mapToLong(s -> s == null ? 0 : s)
                .max()
                .orElse(0);
        long together = rate > 0 ? Math.round(Math.ceil(rows / rate)) : 0;
        return new TotalLeft(rows, open.size(), running.size(), rate, Math.max(longest, together));
    }

    /** Whether it says more than the lines of the changes do. */
    boolean isKnown() {
        return running > 0 && changes > 1;
    }

    String text() {
        return "Backfills left: about %s. Made of %,d rows of %d changes at %,d rows/s, which %d running now write together"
                        .formatted(Rates.duration(seconds), rows, changes, Math.round(rowsPerSecond), running)
                + " (and no less than the slowest of them needs).";
    }
}
