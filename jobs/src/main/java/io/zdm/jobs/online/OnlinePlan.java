package io.zdm.jobs.online;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ValueCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Puts the plan of an online change together. */
public final class OnlinePlan {

    /** Bytes of an index entry beside its values; and a guess at those. */
    private static final int INDEX_ENTRY = 24;

    private final String kind;
    private final Planning planning;
    private final List<PlannedStep> forward = new ArrayList<>();
    private final List<PlannedStep> undo = new ArrayList<>();
    private final List<ValueCheck> checks = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int builds;

    public OnlinePlan(String kind, Planning planning) {
        this.kind = kind;
        this.planning = planning;
    }

    public OnlinePlan step(PlannedStep step) {
        forward.add(step);
        return this;
    }

    public OnlinePlan steps(Collection<? extends PlannedStep> steps) {
        forward.addAll(steps);
        return this;
    }

    /** Undone in the order in which this is told. */
    public OnlinePlan undo(PlannedStep step) {
        undo.add(step);
        return this;
    }

    public OnlinePlan check(ValueCheck check) {
        checks.add(check);
        return this;
    }

    public OnlinePlan warn(String warning) {
        warnings.add(warning);
        return this;
    }

    public OnlinePlan refuse(Problem problem) {
        problems.add(problem);
        return this;
    }

    /** Columns of the table that matter to it, by their numbers. */
    public OnlinePlan concerns(Collection<Integer> numbers) {
        columns.addAll(numbers);
        return this;
    }

    /** How many indexes over the whole table it builds. */
    public OnlinePlan builds(int indexes) {
        builds = indexes;
        return this;
    }

    public boolean isRefused() {
        return !problems.isEmpty();
    }

    /** Nothing is done where the target is in place. */
    public Planned inPlace() {
        forward.clear();
        undo.clear();
        checks.clear();
        return new Planned(plan(Path.IN_PLACE), List.of());
    }

    public Planned planned() {
        return new Planned(plan(Path.ONLINE), isRefused() ? List.of() : checks);
    }

    private MigrationPlan plan(Path path) {
        String watch = path == Path.ONLINE ? members() : null;
        return new MigrationPlan(
                kind,
                planning.table().ref(),
                planning.members().stream().map(m -> m.table().ref().sql()).toList(),
                List.of(),
                path,
                isRefused() ? List.of() : List.copyOf(forward),
                isRefused() ? List.of() : List.copyOf(undo),
                List.of(),
                watch == null ? List.of() : planning.lines(watch),
                estimate(),
                List.copyOf(warnings),
                List.copyOf(problems),
                null,
                watch,
                planning.table().columns().stream()
                        .filter(c -> columns.contains(c.number()))
                        .map(ColumnSnapshot::name)
                        .toList());
    }

    /** Table partitions and children may come and go: each wants steps of its own. */
    private String members() {
        return """
                WITH RECURSIVE tree(oid) AS (
                    SELECT %d::oid
                    UNION
                    SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
                )
                SELECT concat_ws(' ', 'table', c.oid, c.oid::pg_catalog.regclass) FROM tree
                JOIN pg_catalog.pg_class c ON c.oid = tree.oid ORDER BY c.oid
                """.formatted(planning.table().ref().oid()).strip();
    }

    private Estimate estimate() {
        List<TableSnapshot> stored = planning.members().stream()
                .map(Planning::table)
                .filter(TableSnapshot::hasStorage)
                .toList();
        long rows = stored.stream()
                .mapToLong(t -> Math.round(Math.max(0, t.estimatedRows())))
                .sum();
        long bytes = stored.stream().mapToLong(TableSnapshot::bytes).sum();
        long built = builds * rows * INDEX_ENTRY;
        return new Estimate(rows, bytes, built, built, 0);
    }
}
