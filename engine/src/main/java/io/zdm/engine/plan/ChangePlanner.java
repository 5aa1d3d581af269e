package io.zdm.engine.plan;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.SchemaChange;
import java.util.List;
import java.util.Set;

/** A change kind that knows how its changes are made: it describes, the engine executes. */
public interface ChangePlanner extends ChangeKind {

    /**
     * Describes the change on this table. Problems are collected, not thrown.
     *
     * @param change one that {@link #read} of this kind made
     */
    Planned plan(SchemaChange change, Planning planning);

    /** The columns that a change concerns: two open changes must not share one. */
    Set<String> columns(SchemaChange change);

    /**
     * Changes of other tables without which this one is not whole, in their order: each is planned and swapped by itself
     * before this change's own plan, and goes back after it.
     *
     * @param planning of the change's table
     */
    default List<SchemaChange> parts(SchemaChange change, Planning planning) {
        return List.of();
    }

    /** Whether a completed change is never done again, because the catalog does not tell whether it was done. */
    default boolean once() {
        return false;
    }

    /** A plan, and what must be asked of the values before anything is touched. */
    record Planned(MigrationPlan plan, List<ValueCheck> checks) {}
}
