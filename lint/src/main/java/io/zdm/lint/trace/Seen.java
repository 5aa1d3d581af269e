package io.zdm.lint.trace;

import io.zdm.lint.Lock;
import io.zdm.lint.source.SqlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL did with one statement.
 *
 * @param error what it said where it refused; null where it did not
 * @param locks those on what was there before the file, ROW EXCLUSIVE and above, the strongest of each object
 * @param work what takes the longer the larger a table is, as "wrote orders"; only on what was there before the file
 * @param waits whether writers of something that was there before wait meanwhile
 * @param gone the names that were there before the file and are no more
 * @param skipped whether IF [NOT] EXISTS did nothing
 * @param partitioned whether a partitioned table is among what it locks, whose table partitions may not all be here
 */
public record Seen(
        SqlStatement statement,
        @Nullable String error,
        List<Lock> locks,
        List<String> work,
        boolean waits,
        List<String> gone,
        boolean skipped,
        boolean partitioned) {

    public Seen {
        locks = List.copyOf(locks);
        work = List.copyOf(work);
        gone = List.copyOf(gone);
    }

    /** Whether somebody waits for as long as the work takes. */
    public boolean blocks() {
        return waits && !work.isEmpty();
    }

    /** What it all amounts to. */
    public Verdict verdict() {
        if (error != null) {
            return Verdict.FAILS;
        }
        return !gone.isEmpty() ? Verdict.DESTROYS : blocks() ? Verdict.BLOCKS : Verdict.NOTHING;
    }

    /** What a statement does to whoever uses the database. */
    public enum Verdict {
        NOTHING,
        BLOCKS,
        DESTROYS,
        FAILS
    }
}
