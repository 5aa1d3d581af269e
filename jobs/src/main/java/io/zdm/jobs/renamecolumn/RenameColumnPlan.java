package io.zdm.jobs.renamecolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.NewColumn;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.jobs.columns.ColumnPlan;
import io.zdm.jobs.columns.Room;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The new name is a second column, kept equal to the first by a trigger. Contract drops it and renames the first: so what
 * hangs on the column never moves, and the way back is always open.
 */
final class RenameColumnPlan {

    private final RenameColumn change;
    private final Planning planning;
    private final TableSnapshot table;
    private final Writing writing;

    RenameColumnPlan(RenameColumn change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.writing = new Writing(planning, change.fireUserTriggers());
    }

    Planned plan() {
        ColumnSnapshot column = table.column(change.column()).orElse(null);
        RenameRefusals refusals = new RenameRefusals(change, planning);
        if (column == null) {
            ColumnPlan plan = new ColumnPlan(RenameColumn.KIND, planning, List.of());
            return table.column(change.to()).isPresent() ? plan.inPlace() : plan.refused(List.of(refusals.missing()));
        }
        ColumnPlan plan = new ColumnPlan(
                RenameColumn.KIND,
                planning,
                List.of(new PlannedColumn(
                        change.column(),
                        column.number(),
                        column.typeWithCollation(),
                        Identifier.quote(change.to()) + " " + column.typeWithCollation(),
                        change.to())));
        List<Problem> problems = new ArrayList<>(refusals.of(column));
        problems.addAll(writing.problems());
        problems.addAll(Room.problems(planning, List.of(change.to())));
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        NewColumn bare = planning.rehearse(
                new NewColumn.Wanted(change.to(), column.typeWithCollation(), column.defaultExpression(), false));
        problems.addAll(bare.problems());
        if (problems.isEmpty() && !bare.bareWork().isEmpty()) {
            problems.add(refusals.readsTable(column));
        }
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        // A default that gives another value each time would give the two columns different ones.
        @Nullable String common = bare.work().isEmpty() ? column.defaultExpression() : null;
        RenameSteps steps = new RenameSteps(change, planning, writing, column, common);
        return plan.steps(
                Path.REVERSIBLE,
                steps.forward(),
                List.of(steps.undo()),
                steps.back(),
                warnings(column, common),
                writing.checks());
    }

    private List<String> warnings(ColumnSnapshot column, @Nullable String common) {
        List<String> warnings = new ArrayList<>(writing.warnings());
        String from = Identifier.quote(change.column());
        String to = Identifier.quote(change.to());
        warnings.add("The new name is of use from the swap on: before, older rows hold NULL in " + to + ".");
        warnings.add("Where one statement writes both names, what it writes to " + to + " wins.");
        if (common == null
                && (column.defaultExpression() != null || !column.identity().isEmpty())) {
            warnings.add("The default of " + from + " gives another value each time, so " + to
                    + " has none: an INSERT of NULL into " + to + " counts as none, and the default fills both.");
        }
        List<String> functions = planning.functionsNaming(change.column());
        if (!functions.isEmpty()) {
            warnings.add("Functions name " + from + " in their text, which the catalog does not track; write them anew"
                    + " before contract if they mean this column: " + String.join(", ", functions));
        }
        List<String> triggers = table.triggers().stream()
                .filter(t -> t.onUpdate() || t.onInsert())
                .map(t -> Identifier.quote(t.name()))
                .toList();
        if (!triggers.isEmpty()) {
            warnings.add(
                    "Until contract BEFORE triggers see a write to " + to + " before " + from + " has it, and those"
                            + " for UPDATE OF " + from + " do not hear it: " + String.join(", ", triggers));
        }
        table.publications()
                .forEach(p -> warnings.add("The table is in the publication " + Identifier.quote(p)
                        + ": add the column to the subscribers' table first, or replication stops there."));
        List<String> rowFunctions = planning.rowFunctions();
        if (!rowFunctions.isEmpty()) {
            warnings.add("Functions take or return whole rows of the table, which have one column more until contract: "
                    + String.join(", ", rowFunctions));
        }
        warnings.add(
                "INSERT without a column list and COPY FROM without one meet an additional column until contract.");
        warnings.add("Prepared SELECT * fails once with \"cached plan must not change result type\" after expand and"
                + " contract; drivers prepare again.");
        return warnings;
    }
}
