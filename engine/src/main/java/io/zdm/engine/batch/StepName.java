package io.zdm.engine.batch;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.PlannedStep;

/**
 * What Batch calls a planned step: phase, id, and a hash of what it does, so that a step whose content changes when the
 * plan is made anew is another step and runs. A worker's name is its manager's with a colon and the partition; 100
 * characters are all there is.
 */
final class StepName {

    private StepName() {}

    static String of(PlannedStep step) {
        String id = Identifier.suffixed(step.id().replace(':', '/'), "");
        return "%s.%s#%08x"
                .formatted(
                        step.phase().text(),
                        id,
                        PlanJson.write(step instanceof BackfillStep b ? b.identity() : step)
                                .hashCode());
    }
}
