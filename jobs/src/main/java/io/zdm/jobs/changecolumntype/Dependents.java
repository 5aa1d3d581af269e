package io.zdm.jobs.changecolumntype;

import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.List;

/**
 * One sort of thing that hangs on the columns: how it is built online, and what each moment does to it. Statements run
 * in the transaction of that moment, under ACCESS EXCLUSIVE on the table, so they are catalog work only.
 */
interface Dependents {

    /** With the shadow column and the sync trigger. */
    default List<String> expand() {
        return List.of();
    }

    /** Rollback before the swap, while the shadow is still there: what does not go with it. */
    default List<String> undo() {
        return List.of();
    }

    /** Online, for that guise of the columns, in the phase dependents or before a swap back. */
    default List<PlannedStep> build(Guise guise) {
        return List.of();
    }

    /** Locks that swap and swap back need beside the table's own. */
    default List<TableLock> locks() {
        return List.of();
    }

    /** Those that {@link #undo} needs. */
    default List<TableLock> undoLocks() {
        return locks();
    }

    /** Swap, before the columns change names: taken off the old column. */
    default List<String> release() {
        return List.of();
    }

    /** Swap, after the columns have changed names: on the new column, under its own name. */
    default List<String> settle() {
        return List.of();
    }

    /** Swap back, while the new column is still there: what does not go with it. */
    default List<String> abandon() {
        return List.of();
    }

    /** Swap back, after the old column has taken its name back: on it, under its own name. */
    default List<String> restore() {
        return List.of();
    }

    /** Before the old column is dropped: what does not go with it. */
    default List<String> contract() {
        return List.of();
    }
}
