package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.KeyWalk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** The backfill: its end is frozen at the start, so that a steady load of inserts, which the trigger fills, cannot keep it. */
final class BackfillWalk extends WalkStep {

    private final BackfillStep step;
    private final Map<String, BackfillWorker> workers = new ConcurrentHashMap<>();
    private final ChunkFailures failures;
    private final Rejections rejections = new Rejections();
    private @Nullable WalkProgress progress;

    BackfillWalk(String name, RunContext context, BackfillStep step) {
        super(name, context, step.walks());
        this.step = step;
        this.failures = new ChunkFailures(context.id(), () -> context.tuning().maxFailedChunks());
        setAllowStartIfComplete(step.tree());
    }

    @Override
    boolean prepare(StepExecution execution) {
        if (step.tree() && isPast()) {
            return true;
        }
        context().enter(step);
        progress = new WalkProgress(
                "Backfill",
                context().store().rowsDone(context().id()),
                context().plan().estimate().rows(),
                context().reporter());
        return false;
    }

    /** In a tree the step begins again with every start, for the sake of new members. */
    private boolean isPast() {
        return context().store().isSwapped(context().id())
                || context().store().isFinished(context().id());
    }

    /** Null only where the table is empty: then there is one partition without rows. */
    @Override
    @Nullable
    List<String> end(KeyWalk keys) {
        return keys.last();
    }

    @Override
    void work(StepExecution execution, Walk walk) {
        WalkProgress of = Objects.requireNonNull(progress);
        workers.computeIfAbsent(
                        walk.table(), t -> new BackfillWorker(context(), step.on(walk), of, failures, rejections))
                .run(execution);
    }

    @Override
    void gone(StepExecution execution) {
        // Nothing of it is left to be filled.
    }

    @Override
    void walked() {
        Objects.requireNonNull(progress).end();
    }

    @Override
    void conclude(StepExecution execution) {
        context().reporter().say("Backfill done");
    }

    @Override
    @Nullable
    EngineException leftOut() {
        return rejections.error();
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
