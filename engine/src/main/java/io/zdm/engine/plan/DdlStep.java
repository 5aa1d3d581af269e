package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that run in one transaction after the locks are held. Only the wait for the first lock may take time.
 *
 * @param applied an SQL question with one boolean answer: is it in place already; null where it may simply run again
 * @param effect what is recorded about the change in the same transaction
 * @param undo how to remove what it made, where the plan is made anew without it
 * @param scans whether it reads the whole table (VALIDATE, ANALYZE): then without a statement timeout
 */
public record DdlStep(
        String id,
        Phase phase,
        String title,
        List<TableLock> locks,
        List<String> statements,
        @Nullable String applied,
        Effect effect,
        boolean scans,
        List<String> undo)
        implements PlannedStep {

    /** What a step's commit means for the change. */
    public enum Effect {
        NONE,
        /** The new column has taken the old one's place; needs a proof. */
        SWAPPED,
        /** The old column has taken its place back, and every trace is gone; needs a proof. */
        SWAPPED_BACK,
        /** Nothing had been swapped, and every trace is gone. */
        ROLLED_BACK,
        /** The old column is gone; or, where nothing is swapped, all is done. */
        CONTRACTED,
        /** Nothing but a note that it was done, for the catalog does not tell. */
        NOTED
    }

    /** The same with a question whether it is done: of one with an effect only a script asks it. */
    public DdlStep withApplied(String question) {
        return new DdlStep(id, phase, title, locks, statements, question, effect, scans, undo);
    }

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return locks.stream()
                .map(TableLock::level)
                .max(Comparator.naturalOrder())
                .orElse(LockLevel.ACCESS_SHARE);
    }

    /** Whether the application waits as long as this step does once it has its locks. */
    @JsonIgnore
    public boolean keepsOut() {
        return locks.stream().anyMatch(l -> l.level().queuesApplication());
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        List<String> lines = new ArrayList<>();
        lines.add("BEGIN");
        lines.add("SET LOCAL lock_timeout = '500ms'");
        for (TableLock lock : locks) {
            lines.add(lock.statement());
        }
        lines.addAll(statements);
        lines.add("COMMIT");
        return lines;
    }
}
