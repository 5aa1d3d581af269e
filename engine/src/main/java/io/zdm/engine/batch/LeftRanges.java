package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.postgres.ChunkWriter.Written;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.RejectedRow.Found;
import io.zdm.engine.postgres.Sql;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/**
 * The ranges that a partition's chunks left behind: others held rows of them, or a row could not be written. They are
 * come back to until only rows are left that cannot be written, each in a range of its own.
 */
final class LeftRanges {

    /** A trigger or rule that swallows the update does so every time; a concurrent writer does not. */
    private static final int SWALLOWED_PASSES = 5;

    private final RunContext context;
    private final BackfillStep step;
    private final Rejections rejections;
    private final Set<KeyRange> rejected = new HashSet<>();

    LeftRanges(RunContext context, BackfillStep step, Rejections rejections) {
        this.context = context;
        this.step = step;
        this.rejections = rejections;
    }

    /** What the worker does for it. */
    interface Writes {
        /** One range as a chunk of its own. */
        Written write(KeyRange range);

        /** The row because of which it fails. */
        Found find(KeyRange range);

        /** Counts a chunk that failed. */
        void failed(String what, DataAccessException e);
    }

    /** For people. */
    static String told(BackfillStep step, Found found, DataAccessException e) {
        return "Of " + step.walk().table() + ", " + found.text() + " cannot be written: " + Sql.message(e);
    }

    /** @throws Rejections.Left where rows cannot be written */
    void comeBack(PartitionRun part, Writes writes) {
        Set<KeyRange> alone = new HashSet<>(part.checkpoint().left());
        Duration pause = Patience.FIRST_PAUSE;
        int swallowed = 0;
        for (List<KeyRange> left = open(part); !left.isEmpty(); left = open(part)) {
            long free = 0;
            long done = 0;
            boolean apart = false;
            for (KeyRange range : left) {
                try {
                    Written written = writes.write(range);
                    free += written.free();
                    done += written.done();
                } catch (DataAccessException e) {
                    apart |= takeApart(part, range, writes, alone, e);
                }
            }
            swallowed = free > 0 && done == 0 ? swallowed + 1 : 0;
            if (swallowed >= SWALLOWED_PASSES) {
                throw new EngineException(
                        ErrorCode.VALUE_REJECTED,
                        "Updates of " + free + " rows of " + step.walk().table()
                                + " have no effect: a trigger or a rule swallows them",
                        true,
                        "Disable it, then restart.");
            }
            int held = open(part).size();
            if (held > 0 && !apart) {
                context.reporter()
                        .say("Rows in " + held + " key ranges are held by other transactions; coming back to them");
                context.stop().await(pause);
                pause = pause.compareTo(Patience.LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
        if (!rejected.isEmpty()) {
            part.log().close();
            throw new Rejections.Left(rejected.size());
        }
    }

    private List<KeyRange> open(PartitionRun part) {
        return part.checkpoint().left().stream()
                .filter(r -> !rejected.contains(r))
                .toList();
    }

    /** Whether there is something else to be tried now. A row that was set aside before was counted then. */
    private boolean takeApart(
            PartitionRun part, KeyRange range, Writes writes, Set<KeyRange> counted, DataAccessException e) {
        if (!Sql.isDataError(e)) {
            throw e;
        }
        Found found = writes.find(range);
        List<KeyRange> pieces = found.apart(range);
        String what = told(step, found, e);
        if (pieces.equals(List.of(range))) {
            rejected.add(range);
            rejections.add(what, e);
        } else {
            part.inTransaction(() -> {
                part.checkpoint().cameBackTo(range);
                part.checkpoint().comeBackTo(pieces);
                return 0L;
            });
        }
        if (counted.add(found.range())) {
            context.reporter().say(what);
            writes.failed(what, e);
        }
        return true;
    }
}
