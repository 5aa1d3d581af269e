package io.zdm.cli.output;

import io.zdm.cli.runbook.ErrorPages;
import io.zdm.engine.postgres.PartitionReader.Partition;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes for people. */
public final class StatusText {

    /** More are not read. */
    private static final int MOST_TABLES = 6;

    private StatusText() {}

    /**
     * A table, a line a change.
     *
     * @param width of the screen; names that do not fit in it are cut. 0 where it is none
     */
    public static String table(List<Status> changes, int width) {
        if (changes.isEmpty()) {
            return "No changes.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "NAME", "TABLE", "STATE", "PHASE", "ROWS", "ROWS/S", "LEFT"));
        for (Status s : changes) {
            Double rate = Rates.rowsPerSecond(s);
            rows.add(List.of(
                    String.valueOf(s.id()),
                    s.name(),
                    s.schema() + "." + s.table(),
                    s.state(),
                    s.phase() == null ? "" : s.phase(),
                    "%,d of %s%,d".formatted(s.rowsDone(), s.backfilled() ? "" : "~", s.rowsTotal()),
                    rate == null ? "" : "%,d".formatted(Math.round(rate)),
                    left(s)));
        }
        TotalLeft left = TotalLeft.of(changes);
        return Columns.aligned(rows, width, 1, 2) + (left.isKnown() ? "\n" + left.text() + "\n" : "");
    }

    private static String left(Status s) {
        Long eta = Rates.etaSeconds(s);
        return eta == null || eta == 0 ? "" : Rates.duration(eta);
    }

    /** One change in detail. */
    public static String detail(Status s) {
        return detail(s, 0);
    }

    /** @param width of the screen, where longer texts go on in the next line; 0 where it is none */
    public static String detail(Status s, int width) {
        return detail(s, List.of(), width);
    }

    /** @param partitions of its backfill */
    public static String detail(Status s, List<Partition> partitions, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Change", s.id() + " " + s.name() + " (" + s.change() + ")"));
        rows.add(List.of("Table", s.schema() + "." + s.table()));
        if (s.tables().size() > 1) {
            rows.add(List.of(
                    "Tables",
                    s.tables().size() + ": "
                            + String.join(
                                    ", ",
                                    s.tables()
                                            .subList(
                                                    0,
                                                    Math.min(
                                                            MOST_TABLES,
                                                            s.tables().size())))
                            + (s.tables().size() > MOST_TABLES ? ", …" : "")));
        }
        if (s.partOf() != null) {
            rows.add(List.of("Part of", "change " + s.partOf()));
        }
        rows.add(List.of(
                "State",
                s.state()
                        + (s.direction().equals("rollback") && !s.state().equals("ROLLED_BACK")
                                ? " (on the way back)"
                                : "")));
        rows.add(List.of("Phase", s.phase() == null ? "none yet" : s.phase() + ", until " + s.until()));
        Double rate = Rates.rowsPerSecond(s);
        rows.add(List.of(
                "Backfill",
                "%,d of %s%,d rows in %,d chunks%s"
                        .formatted(
                                s.rowsDone(),
                                s.backfilled() ? "" : "about ",
                                s.rowsTotal(),
                                s.chunks(),
                                rate == null ? "" : ", %,d rows/s".formatted(Math.round(rate)))));
        Long eta = Rates.etaSeconds(s);
        if (eta != null && eta > 0) {
            rows.add(List.of("Time left", Rates.duration(eta) + " of the backfill, at the rate of the last minutes"));
        }
        rows.addAll(PartitionText.rows(partitions));
        if (s.now().stopCost() != null) {
            rows.add(List.of(
                    "A stop now",
                    s.now().stopCost().isEmpty()
                            ? "costs one chunk at most: safe to interrupt"
                            : "would lose " + s.now().stopCost()));
        }
        if (s.swappedAt() != null) {
            rows.add(List.of(
                    "Swapped",
                    s.swappedAt() + " at attempt " + s.swapAttempts()
                            + (s.swapLockMillis() == null
                                    ? ""
                                    : String.format(Locale.ROOT, ", %.1f ms under the lock", s.swapLockMillis()))));
        }
        if (s.owner() != null) {
            rows.add(List.of(
                    "Owner",
                    "pid " + s.owner().pid() + " on " + s.owner().host() + ", heartbeat "
                            + s.owner().heartbeatAt()));
        }
        if (s.throttle() != null) {
            rows.add(List.of("Waiting", s.throttle()));
        }
        if (s.now().blocked() != null) {
            rows.add(List.of("In the way", s.now().blocked()));
        }
        if (s.error() != null) {
            rows.add(List.of("Error", s.error().code() + ": " + s.error().message()));
            rows.add(List.of(
                    "What to do",
                    ErrorPages.pointing(s.error().next(), s.error().code())));
        }
        return Columns.wrapped(rows, width);
    }

    /** Columns of equal width; the first row is their heading. */
    public static String aligned(List<List<String>> rows) {
        return Columns.aligned(rows, 0);
    }
}
