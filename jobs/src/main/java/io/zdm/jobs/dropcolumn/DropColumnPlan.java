package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.jobs.columns.ColumnPlan;
import java.util.ArrayList;
import java.util.List;

/** The column goes under another name first: who still uses it fails at once, and gets it back by a rollback. */
final class DropColumnPlan {

    private final DropColumn change;
    private final Planning planning;
    private final TableSnapshot table;

    DropColumnPlan(DropColumn change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
    }

    Planned plan() {
        String old = Names.old(change.column());
        ColumnSnapshot column = table.column(change.column()).orElse(null);
        DropRefusals refusals = new DropRefusals(change, planning);
        List<Problem> problems = new ArrayList<>(refusals.leftover(old));
        if (column == null) {
            ColumnPlan plan = new ColumnPlan(DropColumn.KIND, planning, List.of());
            return problems.isEmpty() ? plan.inPlace() : plan.refused(problems);
        }
        ColumnPlan plan = new ColumnPlan(
                DropColumn.KIND,
                planning,
                List.of(new PlannedColumn(change.column(), column.number(), column.typeWithCollation(), "dropped")));
        problems.addAll(refusals.of(column));
        if (!problems.isEmpty()) {
            return plan.refused(problems);
        }
        Loosened loosened = Loosened.of(table, column);
        Rehearsed.Shape shape = loosened.namesColumn() ? planning.renamed(change.column(), old) : null;
        DropColumnSteps steps = new DropColumnSteps(planning, column, loosened, shape);
        return plan.steps(
                Path.REVERSIBLE,
                steps.forward(),
                List.of(steps.undo()),
                steps.back(),
                warnings(column, loosened),
                List.of());
    }

    private List<String> warnings(ColumnSnapshot column, Loosened loosened) {
        List<String> warnings = new ArrayList<>();
        String name = Identifier.quote(change.column());
        List<String> functions = planning.functionsNaming(change.column());
        if (!functions.isEmpty()) {
            warnings.add("Functions name " + name + " in their text, which the catalog does not track; from the swap on"
                    + " they fail if they mean this column: " + String.join(", ", functions));
        }
        if (!loosened.isEmpty()) {
            warnings.add(
                    "The swap takes these off, so that nothing is rejected or deleted because of a column that nobody"
                            + " sees; a rollback builds them again, and stops where rows that were written meanwhile do not bear"
                            + " them: " + String.join(", ", loosened.named()));
        }
        List<String> taken = taken(column.number(), loosened);
        if (!taken.isEmpty()) {
            warnings.add("In contract these go with the column, as by plain DROP COLUMN: " + String.join(", ", taken));
        }
        if (!column.generated().isEmpty()) {
            warnings.add(
                    name + " is generated: until contract its expression is computed for every row that is written,"
                            + " and where that fails the write fails.");
        }
        warnings.add(
                "Whoever still names " + name + " fails from the swap on; a rollback gives it back, values and all.");
        warnings.add("INSERT without a column list and COPY FROM without one meet a column less from contract on.");
        warnings.add("Prepared SELECT * fails once with \"cached plan must not change result type\" after swap and"
                + " contract; drivers prepare again.");
        planning.positionalQueries()
                .forEach(q -> warnings.add(
                        "pg_stat_statements knows a statement that goes by the positions of the columns: " + q));
        return warnings;
    }

    /** What stays on it until then. */
    private List<String> taken(int number, Loosened loosened) {
        List<String> names = new ArrayList<>();
        table.indexes().stream()
                .filter(i -> i.columnNumbers().contains(number)
                        && !loosened.indexes().contains(i))
                .forEach(i -> names.add("index " + Identifier.quote(i.name())));
        table.statistics().stream()
                .filter(s -> s.columnNumbers().contains(number))
                .forEach(s -> names.add("statistics " + Identifier.quote(s.name())));
        planning.sequences(number).forEach(s -> names.add("sequence " + s.sql()));
        return names;
    }
}
