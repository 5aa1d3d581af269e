package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trigger that the user made.
 *
 * @param name exact
 * @param onUpdate whether an UPDATE of the table's own rows may fire it: not a statement trigger of a partitioned table
 * @param ofColumns whether it fires on UPDATE of some columns only
 * @param enabled pg_trigger.tgenabled
 * @param create what makes it as the user did, also while it is silenced
 * @param dress enabled state and comments, those of its clones on table partitions, too
 * @param obstacle why it cannot be made again, null where it can
 */
public record TriggerSnapshot(
        long oid,
        String name,
        boolean onUpdate,
        boolean onInsert,
        boolean ofColumns,
        String enabled,
        String function,
        String create,
        List<String> dress,
        @Nullable String obstacle) {

    /** Whether an UPDATE of a column of the engine's own fires it, or would if it were enabled. */
    public boolean hearsChunks() {
        return onUpdate && !ofColumns;
    }
}
