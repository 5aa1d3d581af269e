package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.ChangeEvent.LockHeld;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.postgres.DdlRunner;
import io.zdm.engine.postgres.DdlRunner.Held;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.VerifyProof;
import java.util.List;
import java.util.Map;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Runs a change's DDL steps with what belongs into their transaction: the look for drift before, the facts after. */
final class DdlExecution {

    private final RunContext context;
    private final Drift drift;
    private final DdlRunner runner;

    DdlExecution(RunContext context, Drift drift) {
        this.context = context;
        this.drift = drift;
        this.runner = new DdlRunner(context.database(), context.tuning(), context.stop(), context.reporter());
    }

    void run(DdlStep step) {
        if (isDone(step)) {
            return;
        }
        if (step.effect() == Effect.SWAPPED || step.effect() == Effect.SWAPPED_BACK) {
            Throttles.ofSwap(context).await(context.stop());
        }
        context.reporter().say(step.title());
        DdlRunner.Inside inside = new DdlRunner.Inside() {
            private Map<String, List<String>> described = Map.of();

            @Override
            public void ahead() {
                lookForDrift(step);
            }

            @Override
            public void before() {
                lookForDrift(step);
                described = shortAfterSwap(step) ? drift.describeAfterSwap() : Map.of();
            }

            @Override
            public void after(int attempts) {
                record(step, attempts);
                if (shortAfterSwap(step)) {
                    context.store().swappedDependents(context.id(), drift.describeAfterStep(described));
                }
            }
        };
        try {
            Held held = step.effect() == Effect.SWAPPED || step.effect() == Effect.SWAPPED_BACK
                    ? runner.swap(step, proof(step), context.fence(), inside)
                    : runner.run(step, context.fence(), inside);
            context.reporter().happened(new LockHeld(step.title(), held.attempts(), held.duration()));
            if (step.effect() == Effect.SWAPPED) {
                context.store().swapLockHeld(context.id(), held.duration().toNanos() / 1e6);
                new History(context.database())
                        .swapped(context.id(), held.duration().toNanos() / 1e6);
                context.reporter()
                        .say("Swapped in %.1f ms under the lock, at attempt %d"
                                .formatted(held.duration().toNanos() / 1e6, held.attempts()));
            }
        } catch (DataAccessException | TransactionException e) {
            if (!Sql.isConnectionLost(e)) {
                throw failed(step, e);
            }
            afterLostConnection(step, e);
        }
    }

    /**
     * The answer to a commit may be lost while the commit is not. What was recorded in its transaction says which; nothing
     * is repeated blindly.
     */
    private void afterLostConnection(DdlStep step, NestedRuntimeException lost) {
        boolean done;
        try {
            done = isDone(step);
        } catch (RuntimeException e) {
            throw new EngineException(
                    step.effect() == Effect.NONE ? ErrorCode.CONNECTION_LOST : ErrorCode.OUTCOME_UNKNOWN,
                    step.title() + ": the connection was lost, and the server does not say whether it was committed: "
                            + Sql.message(lost),
                    true,
                    "See that the server is up; then zdm-batch status " + context.id()
                            + " says whether it was, and restart goes on from there.",
                    e);
        }
        if (!done) {
            throw new EngineException(
                    ErrorCode.CONNECTION_LOST,
                    step.title() + ": the connection was lost before it was committed: " + Sql.message(lost),
                    false,
                    "Restart.",
                    lost);
        }
        context.reporter().say("The connection was lost, but the catalog says it is done: " + step.title());
    }

    /** A step that was interrupted between its commit and Batch's note of it is found done. */
    private boolean isDone(DdlStep step) {
        return switch (step.effect()) {
            case SWAPPED -> context.store().isSwapped(context.id());
            case CONTRACTED, ROLLED_BACK, SWAPPED_BACK -> context.store().isFinished(context.id());
            case NOTED -> context.store().isStepDone(context.id(), step.id());
            case NONE -> step.applied() != null && context.database().isTrue(step.applied());
        };
    }

    private void lookForDrift(DdlStep step) {
        List<PlannedColumn> columns = context.plan().columns();
        switch (step.effect()) {
            case SWAPPED -> drift.checkBeforeSwap();
            case CONTRACTED -> {
                if (!context.plan().hasContract()) {
                    drift.checkBeforeSwap();
                } else {
                    drift.checkAfterSwap(
                            columns.stream().map(PlannedColumn::contracted).toList(), false);
                }
            }
            case SWAPPED_BACK ->
                drift.checkAfterSwap(
                        columns.stream().map(PlannedColumn::takenBack).toList(), true);
            case ROLLED_BACK, NOTED, NONE -> {}
        }
    }

    /**
     * What it adds is looked for from then on. Nobody else changes those tables while it holds them; of one that scans, and
     * only makes valid what stands, nothing is to be noted.
     */
    private boolean shortAfterSwap(DdlStep step) {
        return !step.scans() && context.plan().afterSwap().contains(step);
    }

    private void record(DdlStep step, int attempts) {
        switch (step.effect()) {
            case NOTED -> context.store().stepDone(context.id(), step.id());
            case SWAPPED -> context.store().swapped(context.id(), attempts, drift.describeAfterSwap());
            case CONTRACTED, ROLLED_BACK, SWAPPED_BACK -> context.store().finished(context.id());
            case NONE -> {}
        }
    }

    private VerifyProof proof(DdlStep step) {
        VerifyProof proof = context.proof();
        if (proof == null && context.plan().forward().stream().noneMatch(BackfillStep.class::isInstance)) {
            return VerifyProof.ofNothing();
        }
        if (proof == null) {
            throw new IllegalStateException(step.id() + " without a proof");
        }
        return proof;
    }

    private EngineException failed(DdlStep step, NestedRuntimeException e) {
        boolean forward = context.change().direction() == Direction.FORWARD;
        return new EngineException(
                Sql.isDataError(e) ? ErrorCode.VALUE_REJECTED : ErrorCode.UNEXPECTED,
                step.title() + ": " + Sql.message(e),
                true,
                Sql.isDataError(e)
                        ? "Correct those rows, then restart" + (forward ? ", or roll back." : ".")
                        : "This step was undone by PostgreSQL. Mend the cause, then restart.",
                e);
    }
}
