package io.zdm.jobs.backfillcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.Computed;
import io.zdm.engine.plan.ComputedTarget;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.StoredValues;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.jobs.backfillcolumn.BackfillColumn.Column;
import io.zdm.jobs.columns.ColumnPlan;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which rows are written with what: only those that do not hold it yet, so that it may be done again and again. */
final class BackfillColumnPlan {

    private final BackfillColumn change;
    private final Planning planning;
    private final TableSnapshot table;
    private final Writing writing;
    private final Ddl ddl;

    BackfillColumnPlan(BackfillColumn change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.writing = new Writing(planning, change.fireUserTriggers());
        this.ddl = new Ddl(planning);
    }

    Planned plan() {
        BackfillRefusals refusals = new BackfillRefusals(change, planning);
        List<Problem> problems = new ArrayList<>(refusals.columns());
        ColumnPlan plan =
                new ColumnPlan(BackfillColumn.KIND, planning, problems.isEmpty() ? plannedColumns() : List.of());
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        List<Computed> computed = change.columns().stream()
                .map(c ->
                        planning.compute(new ComputedTarget(c.column(), null, c.set(), change.from(), change.where())))
                .toList();
        computed.forEach(c -> problems.addAll(c.problems()));
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        problems.addAll(refusals.expressions(computed));
        problems.addAll(writing.problems());
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < computed.size(); i++) {
            assignments.add(assignment(change.columns().get(i), computed.get(i)));
        }
        ReferencedRows rows = referenced(computed, assignments);
        BackfillStep backfill = new BackfillStep(
                "backfill",
                Phase.BACKFILL,
                "Fill " + title() + " in existing rows",
                false,
                writing.walks(),
                assignments,
                true,
                rows.free(),
                goesByItself(computed) ? null : true);
        if (!planning.anyRow(computed.get(0).ambiguous()) && !planning.anyRow(backfill.different())) {
            return plan.inPlace();
        }
        List<String> warnings = warnings(computed);
        warnings.addAll(rows.warnings());
        return plan.steps(Path.ONLINE, forward(backfill), undo(), List.of(), warnings, checks(computed.get(0)));
    }

    /** Written twice, such a row would hold what follows from what was written the first time. */
    private boolean goesByItself(List<Computed> computed) {
        return !change.keepExisting()
                && computed.stream()
                        .filter(c -> c.volatiles().isEmpty())
                        .anyMatch(c -> change.columns().stream()
                                .anyMatch(written -> c.reads().contains(written.column())));
    }

    /** A value that is another one each time refers to nothing that could be locked beforehand. */
    private ReferencedRows referenced(List<Computed> computed, List<Assignment> assignments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < computed.size(); i++) {
            if (computed.get(i).volatiles().isEmpty()) {
                values.put(assignments.get(i).column(), assignments.get(i).comparable());
            }
        }
        return new ReferencedRows(planning, values);
    }

    /** A value that is there stays where it is to be kept, or would be another one with every look. */
    private Assignment assignment(Column column, Computed computed) {
        ColumnSnapshot now = table.column(column.column()).orElseThrow();
        String name = Identifier.quote(column.column());
        String concerned = "(" + computed.condition() + ") IS TRUE AND ";
        if (!computed.volatiles().isEmpty()) {
            return new Assignment(
                    column.column(),
                    now.type(),
                    kept(name, computed),
                    kept(name, computed),
                    "true",
                    "(" + concerned + name + " IS NULL)");
        }
        if (change.keepExisting()) {
            return new Assignment(
                    column.column(),
                    now.type(),
                    kept(name, computed),
                    kept(name, computed),
                    "true",
                    "(" + concerned + name + " IS NULL AND (" + computed.comparable() + ") IS NOT NULL)");
        }
        return new Assignment(
                column.column(),
                now.type(),
                computed.expression(),
                computed.comparable(),
                "true",
                "(" + concerned + StoredValues.differ(name, "(" + computed.comparable() + ")", now.type()) + ")");
    }

    /** A row is written for the sake of any of the columns. */
    private static String kept(String column, Computed computed) {
        return "CASE WHEN " + column + " IS NULL THEN " + computed.comparable() + " ELSE " + column + " END";
    }

    private List<PlannedStep> forward(BackfillStep backfill) {
        List<PlannedStep> steps = new ArrayList<>();
        if (!writing.silence().isEmpty()) {
            steps.add(ddl.exclusive(
                    "expand",
                    Phase.EXPAND,
                    "Make the table's triggers deaf to the backfill",
                    writing.silence(),
                    writing.silent().stream()
                            .map(q -> "(" + q + ")")
                            .collect(Collectors.joining(" AND ", "SELECT ", "")),
                    List.of()));
        }
        steps.add(backfill);
        for (Column column : change.columns()) {
            String name = Identifier.quote(column.column());
            steps.add(VerifyStep.counting(
                    "nulls:" + column.column(),
                    Phase.VERIFY,
                    "Count the rows that hold NULL in " + name,
                    writing.walks(),
                    name + " IS NULL",
                    "hold NULL in " + name));
        }
        steps.add(ddl.exclusive(
                "finish",
                Phase.SWAP,
                writing.restore().isEmpty() ? "Done" : "Let the table's triggers hear everything again",
                writing.restore(),
                Effect.CONTRACTED));
        return steps;
    }

    private List<PlannedStep> undo() {
        return List.of(ddl.exclusive(
                "undo",
                Phase.EXPAND,
                "Leave off: values that were filled in stay",
                writing.restore(),
                Effect.ROLLED_BACK));
    }

    private List<ValueCheck> checks(Computed computed) {
        List<ValueCheck> checks = new ArrayList<>(writing.checks());
        if (change.from() != null) {
            checks.add(new ValueCheck(
                    ProblemCode.AMBIGUOUS_JOIN,
                    ddl.table(),
                    writing.walks(),
                    List.of(),
                    "",
                    computed.ambiguous(),
                    new ValueCheck.Message(
                            "To ",
                            " rows of " + ddl.table() + " belongs more than one row of from (first keys: ",
                            "): which of them should say the value is anybody's guess"),
                    "Narrow where until at most one row belongs to each."));
        }
        return checks;
    }

    private List<String> warnings(List<Computed> computed) {
        List<String> warnings = new ArrayList<>(writing.warnings());
        warnings.add("A rollback leaves off and does not bring back what was overwritten: that is kept nowhere.");
        if (goesByItself(computed)) {
            warnings.add("The values go by columns that are written, so the table is walked once: a row that the"
                    + " application moves out of the walk's way, by another key or, in a table without one, by any update,"
                    + " may be left out" + (isWalkedByBlocks() ? " or written twice." : "."));
        }
        List<String> stables =
                computed.stream().flatMap(c -> c.stables().stream()).distinct().toList();
        if (!stables.isEmpty()) {
            warnings.add("The values go by settings of the session, or by what other tables hold at the moment: "
                    + String.join(", ", stables));
        }
        List<String> volatiles = computed.stream()
                .flatMap(c -> c.volatiles().stream())
                .distinct()
                .toList();
        if (!volatiles.isEmpty()) {
            warnings.add("The values are others each time (" + String.join(", ", volatiles)
                    + "): only NULL is filled, and a row that a chunk has filled stays so.");
        }
        return warnings;
    }

    private boolean isWalkedByBlocks() {
        return writing.walks().stream().anyMatch(w -> w.key().isBlocks());
    }

    private List<PlannedColumn> plannedColumns() {
        return change.columns().stream()
                .map(c -> {
                    ColumnSnapshot now = table.column(c.column()).orElseThrow();
                    return new PlannedColumn(
                            c.column(), now.number(), now.typeWithCollation(), now.typeWithCollation());
                })
                .toList();
    }

    private String title() {
        return change.columns().stream().map(c -> Identifier.quote(c.column())).collect(Collectors.joining(", "));
    }
}
