package io.zdm.engine.batch;

import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.postgres.KeyWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** The backfill: its end is frozen at the start, so that a steady load of inserts, which the trigger fills, cannot keep it. */
final class BackfillWalk extends WalkStep {

    private final BackfillStep step;
    private @Nullable BackfillWorker worker;

    BackfillWalk(String name, RunContext context, BackfillStep step) {
        super(name, context, step.walk());
        this.step = step;
    }

    @Override
    boolean prepare(StepExecution execution) {
        worker = new BackfillWorker(
                context(),
                step,
                new WalkProgress(
                        "Backfill",
                        context().store().rowsDone(context().id()),
                        context().plan().estimate().rows(),
                        context().reporter()));
        return false;
    }

    /** Null only where the table is empty: then there is one partition without rows. */
    @Override
    @Nullable
    List<String> end(KeyWalk keys) {
        return keys.last();
    }

    @Override
    void work(StepExecution execution) {
        if (worker != null) {
            worker.run(execution);
        }
    }

    @Override
    void conclude(StepExecution execution) {
        context().reporter().say("Backfill done");
    }

    @Override
    String prefix(StepExecution execution) {
        return "";
    }

    @Override
    boolean keepsPartitions() {
        return true;
    }
}
