package io.zdm.engine.batch;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.postgres.ColumnDependents;
import io.zdm.engine.postgres.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the catalog with what it said when the change was planned, or swapped. */
final class Drift {

    private static final long REST = 20;

    private final RunContext context;
    private long nextLook = Long.MIN_VALUE;
    private final ColumnDependents dependents;

    Drift(RunContext context) {
        this.context = context;
        this.dependents = new ColumnDependents(context.database());
    }

    /** Thrown where the columns being changed are not what was planned for. */
    static final class Detected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Empty where the usual does. */
        private final String advice;

        private final boolean ofMembers;

        Detected(String message) {
            this(message, "", false);
        }

        Detected(String message, String advice, boolean ofMembers) {
            super(message);
            this.advice = advice;
            this.ofMembers = ofMembers;
        }

        /** Whether it is only that tables came to the tree or left it. */
        boolean ofMembers() {
            return ofMembers;
        }

        String advice() {
            return advice;
        }
    }

    /**
     * Before each of many steps: so that it costs little beside them, not until some time after the last look. What
     * comes in between is found under the lock of the swap, if it does no harm before.
     */
    void checkNowAndThen() {
        if (System.nanoTime() >= nextLook) {
            long begun = System.nanoTime();
            checkBeforeSwap();
            long ended = System.nanoTime();
            nextLook = ended + REST * (ended - begun);
        }
    }

    /** Whether a step may have failed because the catalog is not what was planned for. */
    boolean mayHaveCaused(RuntimeException e) {
        return e instanceof EngineException engine
                ? engine.code() == ErrorCode.UNEXPECTED || engine.code() == ErrorCode.VALUE_REJECTED
                : !Sql.isConnectionLost(e);
    }

    /** @throws Detected naming what came, went or changed */
    void checkBeforeSwap() {
        List<String> now = new ArrayList<>();
        for (PlannedColumn column : context.plan().columns()) {
            now.addAll(dependents.describe(context.change().tableOid(), column.number()));
        }
        String watch = context.plan().watch();
        if (watch != null) {
            now.addAll(context.database().list(watch, (row, n) -> row.getString(1)));
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

    /** What was noted at the swap, and what a step that belongs to it has changed since. */
    Map<String, List<String>> describeAfterStep(Map<String, List<String>> before) {
        Map<String, List<String>> noted =
                new LinkedHashMap<>(context.store().get(context.id()).swappedDependents());
        describeAfterSwap().forEach((column, now) -> {
            List<String> was = before.getOrDefault(column, List.of());
            List<String> lines = new ArrayList<>(noted.getOrDefault(column, List.of()));
            lines.removeIf(l -> was.contains(l) && !now.contains(l));
            now.stream().filter(l -> !was.contains(l) && !lines.contains(l)).forEach(lines::add);
            noted.put(column, lines);
        });
        return noted;
    }

    private boolean isConcerned(String column) {
        return context.plan().columns().stream()
                .anyMatch(c -> column.equals(c.name()) || column.equals(Names.old(c.name())));
    }

    /**
     * What a later look compares with, when the way back has been planned for the members that there are now: of others
     * what was said of them at the swap.
     */
    Map<String, List<String>> describeForWayBack() {
        Map<String, List<String>> described = new LinkedHashMap<>();
        Map<String, List<String>> swapped = context.store().get(context.id()).swappedDependents();
        describeAfterSwap().forEach((column, now) -> {
            List<String> before = swapped.getOrDefault(column, List.of());
            Set<String> came = DriftedMembers.came(before, now);
            Set<String> went = DriftedMembers.came(now, before);
            List<String> lines = new ArrayList<>(DriftedMembers.without(came, DriftedMembers.without(went, before)));
            lines.addAll(DriftedMembers.of(came, now));
            described.put(column, lines);
        });
        return described;
    }

    /**
     * Table partitions may have come and gone since the swap: what is dropped is dropped from all that there are. Going
     * back is planned for those that were there, but for dropped ones, which need nothing.
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
            if (back) {
                sayMembers(DriftedMembers.came(before, after), DriftedMembers.came(after, before), ignored);
            }
            compare(DriftedMembers.without(ignored, before), DriftedMembers.without(ignored, after));
        }
    }

    /** What was not there at the swap has no way back yet; what left has lost the trigger that keeps it in step. */
    private void sayMembers(Set<String> came, Set<String> went, Set<String> ignored) {
        came.removeAll(ignored);
        went.removeAll(ignored);
        went.removeAll(came);
        if (!came.isEmpty() || !went.isEmpty()) {
            String table = context.plan().table().sql();
            throw new Detected(
                    (came.isEmpty() ? "" : "Came to " + table + " since the swap: " + String.join(", ", came) + ". ")
                            + (went.isEmpty()
                                    ? ""
                                    : "Left " + table + " since the swap: " + String.join(", ", went) + ". "),
                    (came.isEmpty()
                                    ? ""
                                    : "A rollback takes along what was there at the swap: detach "
                                            + String.join(", ", came)
                                            + ", roll back again, then give it the old column, drop or rename its indexes that are called after "
                                            + Names.old("…") + ", and attach it again ("
                                            + givingBack(came.iterator().next()) + "). ")
                            + (went.isEmpty()
                                    ? ""
                                    : "Attach " + String.join(", ", went)
                                            + " again, or drop it, then roll back again."),
                    true);
        }
    }

    private String givingBack(String member) {
        return context.plan().columns().stream()
                .map(c -> "ALTER TABLE " + member + " DROP COLUMN " + Identifier.quote(c.name()) + "; ALTER TABLE "
                        + member + " RENAME COLUMN " + Identifier.quote(Names.old(c.name())) + " TO "
                        + Identifier.quote(c.name()))
                .collect(Collectors.joining("; "));
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
