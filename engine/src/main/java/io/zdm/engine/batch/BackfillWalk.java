package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.StopCost;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.KeyWalk;
import io.zdm.engine.postgres.RowsLeft;
import io.zdm.engine.postgres.Sql;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessException;

/**
 * The backfill: its end is frozen at the start, so that a steady load of inserts, which the trigger fills, cannot keep it.
 * Without a trigger a row that moves out of its way would be left: then all is walked again until none is.
 */
final class BackfillWalk extends WalkStep {

    /** As many counts of what is left that are no smaller than one before: then it is the application that makes it. */
    private static final int IN_VAIN = 3;

    private static final String TIME = "time ";

    private final BackfillStep step;
    private final Map<String, BackfillWorker> workers = new ConcurrentHashMap<>();
    private final ChunkFailures failures;
    private final Rejections rejections = new Rejections();
    private @Nullable WalkProgress progress;
    private long leastLeft = Long.MAX_VALUE;
    private int inVain;

    BackfillWalk(String name, RunContext context, BackfillStep step) {
        super(name, context, step.walks());
        this.step = step;
        this.failures = new ChunkFailures(context.id(), () -> context.tuning().maxFailedChunks());
        // What was written meanwhile may be in the way of a later step: a restart begins with looking for it.
        setAllowStartIfComplete(step.tree() || step.walksAgain());
    }

    @Override
    boolean prepare(StepExecution execution) {
        if ((step.tree() || step.walksAgain()) && isPast()) {
            return true;
        }
        context().enter(step);
        time(execution.getJobExecution().getExecutionContext().getInt(TIME + getName(), 1));
        progress = new WalkProgress(
                "Backfill",
                context().store().rowsDone(context().id()),
                context().plan().estimate().rows(),
                context().reporter());
        return false;
    }

    /** In a tree the step begins again with every start, for the sake of new members; others for that of rows that moved. */
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
                        walk.table(),
                        t -> new BackfillWorker(context(), step.on(walk), of, failures, rejections, time() > 1))
                .run(execution);
    }

    @Override
    boolean again(StepExecution execution) {
        if (!step.walksAgain()) {
            return false;
        }
        long left = left();
        inVain = left < leastLeft ? 0 : inVain + 1;
        leastLeft = Math.min(left, leastLeft);
        if (left == 0) {
            return false;
        }
        String rows = (left == Long.MAX_VALUE ? "Some rows of " : left + " rows of ")
                + context().plan().table().sql();
        if (inVain >= IN_VAIN) {
            context()
                    .reporter()
                    .say(rows + " are not filled, and walking again did not make them fewer: the application keeps"
                            + " writing or moving such rows, or what is filled in is NULL or is changed by a trigger."
                            + " Going on without them. See who writes them; the same change, run again, fills what is"
                            + " left then.");
            return false;
        }
        context()
                .reporter()
                .say(rows + " are not filled yet: they were written or moved out of the walk's way meanwhile. Walking"
                        + " again");
        walkAgain(execution);
        return true;
    }

    /** A read of all there is. A row because of which it fails is found, and named, by the next walk. */
    private long left() {
        context().throttle().await(context().stop());
        context().stopCosts(StopCost.SCAN);
        BackfillStep present = step.on(present(step.walks()));
        RowsLeft rows = new RowsLeft(context().database(), context().stop());
        long left;
        try {
            left = new Patience(context()).with(() -> rows.count(present));
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            left = Long.MAX_VALUE;
        }
        context().stopCosts(StopCost.of(step));
        return left;
    }

    private void walkAgain(StepExecution execution) {
        time(time() + 1);
        workers.clear();
        ExecutionContext kept = execution.getJobExecution().getExecutionContext();
        kept.putInt(TIME + getName(), time());
        context().jobRepository().updateExecutionContext(execution.getJobExecution());
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
