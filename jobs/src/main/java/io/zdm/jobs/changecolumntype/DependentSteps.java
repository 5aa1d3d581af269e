package io.zdm.jobs.changecolumntype;

import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds online what hangs on the columns: for the shadow before the swap, and again for the old column before a
 * rollback, which the swap freed of whatever may reject a write.
 */
record DependentSteps(ShadowChange change) {

    List<PlannedStep> steps(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        change.dependents().forEach(d -> steps.addAll(d.build(guise)));
        OnlineDdl ddl = new OnlineDdl(change.sql(), guise);
        steps.add(ddl.step(
                "analyze",
                "Gather the planner's statistics for what is new",
                List.of(ddl.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of("ANALYZE "
                        + String.join(", ", change.isPartitioned() ? List.of(change.sql()) : change.tables())),
                null,
                true,
                List.of()));
        return steps;
    }
}
