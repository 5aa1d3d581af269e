package io.zdm.jobs.columns;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.changecolumntype.Estimates;
import java.util.List;

/**
 * A plan in the making.
 *
 * @param columns those that are looked at for drift: the ones that are there when it begins
 */
public record ColumnPlan(String kind, Planning planning, List<PlannedColumn> columns) {

    /** Nothing to do. */
    public Planned inPlace() {
        return new Planned(plan(Path.IN_PLACE, List.of(), List.of(), List.of(), List.of(), List.of()), List.of());
    }

    public Planned refused(List<Problem> problems) {
        return new Planned(plan(Path.SHADOW_COLUMN, List.of(), List.of(), List.of(), List.of(), problems), List.of());
    }

    public Planned steps(
            Path path,
            List<PlannedStep> forward,
            List<PlannedStep> undo,
            List<PlannedStep> back,
            List<String> warnings,
            List<ValueCheck> checks) {
        return new Planned(plan(path, forward, undo, back, warnings, List.of()), checks);
    }

    private MigrationPlan plan(
            Path path,
            List<PlannedStep> forward,
            List<PlannedStep> undo,
            List<PlannedStep> back,
            List<String> warnings,
            List<Problem> problems) {
        boolean fills = forward.stream().anyMatch(BackfillStep.class::isInstance);
        List<TableSnapshot> members =
                planning.members().stream().map(Planning::table).toList();
        return new MigrationPlan(
                kind,
                planning.table().ref(),
                members.stream().map(m -> m.ref().sql()).toList(),
                columns,
                path,
                forward,
                undo,
                back,
                columns.stream()
                        .flatMap(c -> planning.describe(c.number()).stream())
                        .toList(),
                Estimates.of(members, fills ? Path.SHADOW_COLUMN : Path.METADATA_ONLY),
                warnings,
                List.copyOf(problems));
    }
}
