package io.zdm.engine.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalog describes it.
 *
 * @param kind pg_class.relkind
 * @param persistence p, u or t
 * @param estimatedRows from the last ANALYZE or VACUUM, -1 where there was none
 * @param bytes of the table without its indexes
 * @param tableOfType the composite type of a typed table
 */
public record TableSnapshot(
        TableRef ref,
        String owner,
        boolean ownedByRole,
        char kind,
        char persistence,
        boolean partition,
        boolean hasChildren,
        boolean hasParents,
        List<TableRef> parents,
        @Nullable String tableOfType,
        boolean rowSecurity,
        boolean forceRowSecurity,
        char replicaIdentity,
        double estimatedRows,
        long bytes,
        List<ColumnSnapshot> columns,
        List<IndexSnapshot> indexes,
        List<ConstraintSnapshot> constraints,
        List<StatisticsSnapshot> statistics,
        List<TriggerSnapshot> triggers,
        List<String> rules,
        List<String> publications) {

    public TableSnapshot with(
            List<ColumnSnapshot> otherColumns,
            List<IndexSnapshot> otherIndexes,
            List<ConstraintSnapshot> otherConstraints,
            List<TriggerSnapshot> otherTriggers) {
        return new TableSnapshot(
                ref,
                owner,
                ownedByRole,
                kind,
                persistence,
                partition,
                hasChildren,
                hasParents,
                parents,
                tableOfType,
                rowSecurity,
                forceRowSecurity,
                replicaIdentity,
                estimatedRows,
                bytes,
                otherColumns,
                otherIndexes,
                otherConstraints,
                statistics,
                otherTriggers,
                rules,
                publications);
    }

    /** Whether it has rows of its own. */
    public boolean hasStorage() {
        return kind == 'r';
    }

    public Optional<ColumnSnapshot> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public List<String> columnNames() {
        return columns.stream().map(ColumnSnapshot::name).toList();
    }

    /** The one that fires last among the user's triggers, empty where there is none. */
    public String lastTriggerName() {
        return triggers.stream()
                .map(TriggerSnapshot::name)
                .max(Names.FIRING_ORDER)
                .orElse("");
    }
}
