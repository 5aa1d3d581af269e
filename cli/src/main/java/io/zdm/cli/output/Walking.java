package io.zdm.cli.output;

import io.zdm.cli.observe.Pace;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.ChangeEvent.Partitioned;
import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.WalkDone;
import io.zdm.engine.change.ChangeEvent.WentOn;
import org.jspecify.annotations.Nullable;

/** What a change is at, for a line of progress. Safe for one thread at a time. */
final class Walking {

    private final Pace pace = new Pace();
    private int partitions;
    private int done;
    private int atWork;
    private boolean underWay;
    private @Nullable String throttled;
    private @Nullable String blocked;

    void happened(ChangeEvent event) {
        if (event instanceof Partitioned cut) {
            partitions = cut.partitions();
            done = 0;
            atWork = 0;
            underWay = true;
        } else if (event instanceof WalkDone) {
            done = partitions;
            atWork = 0;
            underWay = false;
        } else if (event instanceof StepBegan began && began.worker()) {
            atWork++;
        } else if (event instanceof StepEnded ended && ended.worker()) {
            atWork--;
            done++;
        } else if (event instanceof StepEnded) {
            blocked = null;
            partitions = 0;
            underWay = false;
        } else if (event instanceof Throttled waits) {
            throttled = waits.reason();
        } else if (event instanceof WentOn) {
            throttled = null;
            blocked = null;
        } else if (event instanceof Blocked by) {
            blocked = String.join("; ", by.blockers());
        } else if (event instanceof LockTried tried && tried.granted()) {
            blocked = null;
        }
    }

    void at(long rows, long total) {
        pace.at(rows, total);
    }

    /** Rows per second and the time left, as far as they are known. */
    String speed(long rows, long total) {
        StringBuilder text = new StringBuilder();
        pace.rowsPerSecond().ifPresent(rate -> text.append(", %,d rows/s".formatted(Math.round(rate))));
        if (rows < total) {
            pace.secondsLeft()
                    .ifPresent(left ->
                            text.append(", about ").append(Rates.duration(left)).append(" left"));
        }
        return text.toString();
    }

    String line(String title, long rows, long total) {
        String parts = partitions();
        return "%s: %,d of %,d rows (%d %%)%s%s"
                .formatted(
                        title,
                        rows,
                        total,
                        total == 0 ? 100 : 100 * rows / total,
                        speed(rows, total),
                        parts.isEmpty() ? "" : ", " + parts);
    }

    /** Of the walk's partitions those of this run, and at its end all; one alone says nothing. */
    String partitions() {
        return partitions <= 1
                ? ""
                : underWay
                        ? "%d of %d partitions done, %d at work".formatted(done, partitions, atWork)
                        : "all %d partitions done".formatted(partitions);
    }

    /** Where there is little room. */
    String partitionsInShort() {
        return partitions <= 1
                ? ""
                : underWay
                        ? "%d/%d done, %d at work".formatted(done, partitions, atWork)
                        : "all %d done".formatted(partitions);
    }

    /** Whether more is to come, however many of the estimated rows are done. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Why nothing moves; empty where it does. */
    String waiting() {
        return throttled != null ? "waiting: " + throttled : blocked != null ? "in the way: " + blocked : "";
    }
}
