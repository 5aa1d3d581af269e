package io.zdm.engine.batch;

import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.postgres.ColumnDependents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the catalog with what it said when the change was planned, or swapped. */
final class Drift {

    private final RunContext context;
    private final ColumnDependents dependents;

    Drift(RunContext context) {
        this.context = context;
        this.dependents = new ColumnDependents(context.database());
    }

    /** Thrown where the columns being changed are not what was planned for. */
    static final class Detected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Detected(String message) {
            super(message);
        }
    }

    /** @throws Detected naming what came, went or changed */
    void checkBeforeSwap() {
        List<String> now = new ArrayList<>();
        for (PlannedColumn column : context.plan().columns()) {
            now.addAll(dependents.describe(context.change().tableOid(), column.number()));
        }
        compare(context.plan().dependents(), now);
    }

    /** What a later contract or rollback compares with. */
    Map<String, List<String>> describeAfterSwap() {
        Map<String, List<String>> described = new LinkedHashMap<>();
        context
                .database()
                .list(
                        "SELECT attname, attnum FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped",
                        (row, n) -> Map.entry(row.getString(1), row.getInt(2)),
                        context.change().tableOid())
                .stream()
                .filter(c -> isConcerned(c.getKey()))
                .forEach(c -> described.put(c.getKey(), ofColumn(c.getValue())));
        return described;
    }

    private boolean isConcerned(String column) {
        return context.plan().columns().stream()
                .anyMatch(c -> column.equals(c.name()) || column.equals(io.zdm.engine.catalog.Names.old(c.name())));
    }

    /**
     * Table partitions may have come and gone since the swap: what is dropped is dropped from all that there are. Going
     * back needs those that were there, but for dropped ones, which need nothing.
     *
     * @param columns those whose drop would take something along that was not there at the swap
     */
    void checkAfterSwap(List<String> columns, boolean back) {
        Map<String, List<String>> now = describeAfterSwap();
        for (String column : columns) {
            List<String> before =
                    context.store().get(context.id()).swappedDependents().getOrDefault(column, List.of());
            List<String> after = now.getOrDefault(column, List.of());
            Set<String> ignored = DriftedMembers.between(before, after);
            if (back) {
                ignored.removeIf(m -> context.database().isTrue("SELECT pg_catalog.to_regclass(?) IS NOT NULL", m));
            }
            compare(DriftedMembers.without(ignored, before), DriftedMembers.without(ignored, after));
        }
    }

    private List<String> ofColumn(int number) {
        return dependents.describeBound(context.change().tableOid(), number);
    }

    private static void compare(List<String> before, List<String> now) {
        List<String> came = now.stream().filter(l -> !before.contains(l)).toList();
        List<String> went = before.stream().filter(l -> !now.contains(l)).toList();
        if (!came.isEmpty() || !went.isEmpty()) {
            throw new Detected((came.isEmpty() ? "" : "New or changed: " + String.join("; ", came) + ". ")
                    + (went.isEmpty() ? "" : "Gone: " + String.join("; ", went) + "."));
        }
    }
}
