package io.zdm.jobs.addcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.Computed;
import io.zdm.engine.plan.ComputedTarget;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.NewColumn;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.columns.ColumnPlan;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.Room;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses how the column is added: not at all, by one ALTER, or empty first and filled then. */
final class AddColumnPlan {

    private final AddColumn change;
    private final Planning planning;
    private final TableSnapshot table;
    private final Writing writing;

    AddColumnPlan(AddColumn change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.writing = new Writing(planning, change.fireUserTriggers());
    }

    Planned plan() {
        List<Problem> problems = unsupported();
        ColumnPlan plan = columnPlan(planning.canonicalType(change.type()));
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        boolean atOnce = change.using() == null && (change.defaultExpression() != null || isEmpty());
        NewColumn rehearsed = planning.rehearse(new NewColumn.Wanted(
                change.column(), change.type(), change.defaultExpression(), change.notNull() && atOnce));
        if (!rehearsed.problems().isEmpty()) {
            return plan.refused(rehearsed.problems());
        }
        ColumnSnapshot after = Objects.requireNonNull(rehearsed.after());
        ColumnSnapshot now = existing();
        problems.addAll(different(now, after));
        if (!planning.ownsColumn(Names.shadow(change.column()))) {
            problems.addAll(Room.problems(planning, List.of(change.column())));
        }
        if (!rehearsed.bareWork().isEmpty()) {
            problems.add(new Problem(
                    ProblemCode.CONSTRAINED_DOMAIN,
                    object(),
                    object() + " would have the type " + after.type() + ", and PostgreSQL adds no such column without"
                            + " reading the whole table",
                    "Use the domain's base type, with the domain's rules as checks of the table."));
        }
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        if (now == null && !planning.ownsColumn(Names.shadow(change.column())) && isMetadataOnly(rehearsed)) {
            return plan.steps(
                    Path.METADATA_ONLY,
                    new AddColumnSteps(change, planning, writing, after, null, null, "").atOnce(),
                    List.of(),
                    List.of(),
                    warnings(false),
                    List.of());
        }
        return filled(plan, after, now);
    }

    /** Added empty, or there already: then the rest of what is wanted. */
    private Planned filled(ColumnPlan plan, ColumnSnapshot after, @Nullable ColumnSnapshot now) {
        Computed using = null;
        List<Problem> problems = new ArrayList<>();
        if (change.using() != null) {
            using = planning.compute(new ComputedTarget(change.column(), change.type(), change.using(), null, null));
            problems.addAll(using.problems());
        }
        String value = using != null ? using.expression() : after.defaultExpression();
        if (problems.isEmpty() && now != null && isDone(now, after, value)) {
            return plan.inPlace();
        }
        if (value != null) {
            problems.addAll(writing.problems());
        } else if (change.notNull() && anyNull(now)) {
            problems.add(new Problem(
                    ProblemCode.NULL_VALUES,
                    object(),
                    object() + " shall be NOT NULL, but existing rows would hold NULL in it",
                    "Give default, or using for what existing rows get."));
        }
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        AddColumnSteps steps = new AddColumnSteps(change, planning, writing, after, now, value, missing(using));
        List<ValueCheck> checks = new ArrayList<>(value == null ? List.of() : writing.checks());
        if (change.notNull() && using != null && using.volatiles().isEmpty()) {
            checks.add(new ValueCheck(
                    ProblemCode.NULL_VALUES,
                    object(),
                    writing.walks(),
                    List.of(),
                    "",
                    "(" + using.comparable() + ") IS NULL"
                            + (now == null ? "" : " AND " + Identifier.quote(change.column()) + " IS NULL"),
                    new ValueCheck.Message(
                            object() + " shall be NOT NULL, and ", " rows would get NULL by using (first keys: ", ")"),
                    "Let using say something for those rows, for example with coalesce."));
        }
        return plan.steps(Path.ONLINE, steps.forward(), steps.undo(), List.of(), warnings(value != null), checks);
    }

    private List<Problem> unsupported() {
        List<Problem> problems = new ArrayList<>();
        if (table.tableOfType() != null) {
            problems.add(new Problem(
                    ProblemCode.TYPED_TABLE,
                    table.ref().sql(),
                    table.ref().sql() + " is a table OF type " + table.tableOfType() + ", which has its columns",
                    "Add an attribute to the type, or detach the table with ALTER TABLE … NOT OF first."));
        }
        if (table.partition()) {
            problems.add(new Problem(
                    ProblemCode.PARTITIONED_TABLE,
                    table.ref().sql(),
                    table.ref().sql() + " is a table partition, which has the columns of its parent",
                    "Add the column to " + table.parents().get(0).sql() + "."));
        }
        if (change.using() != null && planning.members().size() > 1) {
            problems.add(new Problem(
                    ProblemCode.PARTITIONED_TABLE,
                    table.ref().sql(),
                    table.ref().sql() + " has table partitions or children, and using is for a single table",
                    "Give default, or fill the column with backfillColumn on each of them."));
        }
        return problems;
    }

    private List<Problem> different(@Nullable ColumnSnapshot now, ColumnSnapshot after) {
        if (now == null) {
            return List.of();
        }
        boolean otherDefault =
                now.defaultExpression() != null && !now.defaultExpression().equals(after.defaultExpression());
        boolean same = now.typeWithCollation().equals(after.typeWithCollation())
                && now.identity().isEmpty()
                && now.generated().isEmpty()
                && !otherDefault
                && (change.notNull() || !now.notNull());
        return same
                ? List.of()
                : List.of(new Problem(
                        ProblemCode.DIFFERENT_DEFINITION,
                        object(),
                        object() + " is there with another definition. There: " + defined(now, now.notNull())
                                + ". Wanted: " + defined(after, change.notNull()),
                        "Rename or drop that column, bring it to the definition wanted, or change the definition."));
    }

    private String defined(ColumnSnapshot column, boolean notNull) {
        return Identifier.quote(change.column()) + " " + column.typeWithCollation()
                + (column.generated().isEmpty() && column.defaultExpression() != null
                        ? " DEFAULT " + column.defaultExpression()
                        : "")
                + (column.generated().isEmpty() ? "" : " GENERATED ALWAYS AS (" + column.defaultExpression() + ")")
                + (column.identity().isEmpty() ? "" : " GENERATED AS IDENTITY")
                + (notNull ? " NOT NULL" : "");
    }

    private boolean isMetadataOnly(NewColumn rehearsed) {
        return rehearsed.work().isEmpty()
                && change.using() == null
                && (!change.notNull() || change.defaultExpression() != null || isEmpty());
    }

    /** The catalog as wanted, and no row left that would be filled. */
    private boolean isDone(ColumnSnapshot now, ColumnSnapshot after, @Nullable String value) {
        return Objects.equals(now.defaultExpression(), after.defaultExpression())
                && now.notNull() == change.notNull()
                && (change.comment() == null || change.comment().equals(now.comment()))
                && (value == null || now.notNull() || !anyNull(now));
    }

    /** A column of that name, also one that this change has made so far. */
    private @Nullable ColumnSnapshot existing() {
        return table.column(change.column()).orElse(null);
    }

    /** What using says NULL of is done by that. What is another value each time can not be asked beforehand. */
    private String missing(@Nullable Computed using) {
        String isNull = Identifier.quote(change.column()) + " IS NULL";
        return using == null || !using.volatiles().isEmpty()
                ? isNull
                : "(" + isNull + " AND (" + using.comparable() + ") IS NOT NULL)";
    }

    private boolean anyNull(@Nullable ColumnSnapshot now) {
        String condition = now == null ? "true" : Identifier.quote(change.column()) + " IS NULL";
        return planning.members().stream().anyMatch(m -> m.anyRow(condition));
    }

    private boolean isEmpty() {
        return planning.members().stream().noneMatch(m -> m.anyRow("true"));
    }

    private ColumnPlan columnPlan(String type) {
        return new ColumnPlan(AddColumn.KIND, planning, List.of(new PlannedColumn(change.column(), 0, "none", type)));
    }

    private String object() {
        return new Ddl(planning).table() + "." + Identifier.quote(change.column());
    }

    private List<String> warnings(boolean fills) {
        List<String> warnings = new ArrayList<>();
        if (fills) {
            warnings.addAll(writing.warnings());
            warnings.add("Until it is done a row whose " + Identifier.quote(change.column())
                    + " is NULL is taken for one that is to be filled, whoever wrote the NULL.");
        }
        planning.members().stream()
                .flatMap(m -> m.table().publications().stream())
                .distinct()
                .forEach(p -> warnings.add("The table is in the publication " + Identifier.quote(p)
                        + ": add the column to the subscribers' table first, or replication stops there."));
        warnings.add("INSERT without a column list and COPY FROM without one meet an additional column.");
        warnings.add("Prepared SELECT * fails once with \"cached plan must not change result type\"; drivers prepare"
                + " again.");
        planning.positionalQueries()
                .forEach(q -> warnings.add(
                        "pg_stat_statements knows a statement that goes by the positions of the columns: " + q));
        return warnings;
    }
}
