package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.SnapshotStep;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.postgres.ConcurrentRunner;
import io.zdm.engine.postgres.IndexBuilder;
import io.zdm.engine.postgres.OldSnapshots;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;

/** Makes a change's plan a Batch job: one Batch step per planned step, and a gate after each phase. */
final class MigrationJobFactory {

    static final String FORWARD = "zdm-forward";
    static final String ROLLBACK = "zdm-rollback";

    private final RunContext context;
    private final Drift drift;
    private final Patience patience;
    private final DdlExecution ddl;

    MigrationJobFactory(RunContext context) {
        this.context = context;
        this.drift = new Drift(context);
        this.patience = new Patience(context);
        this.ddl = new DdlExecution(context, drift);
    }

    static String jobName(Direction direction) {
        return direction == Direction.FORWARD ? FORWARD : ROLLBACK;
    }

    Job job() throws Exception {
        Direction direction = context.change().direction();
        SimpleJob job = new SimpleJob(jobName(direction));
        job.setJobRepository(context.jobRepository());
        if (direction == Direction.ROLLBACK) {
            if (context.change().isSwapped() && isTree()) {
                job.addStep(sameMembers());
            }
            for (PlannedStep step : context.change().isSwapped()
                    ? context.plan().back()
                    : context.plan().undo()) {
                job.addStep(step(step));
            }
            if (!context.change().isSwapped()
                    && context.plan().undo().stream().noneMatch(s -> has(s, Effect.ROLLED_BACK))) {
                job.addStep(finish(Phase.EXPAND));
            }
        } else {
            forward(job);
        }
        job.afterPropertiesSet();
        return job;
    }

    private boolean isTree() {
        return context.plan().picture() != null || context.plan().members().size() > 1;
    }

    /** Before anything is built for the way back: other members than it was planned for want another one. */
    private Step sameMembers() {
        EngineStep step = new EngineStep(Phase.VERIFY.text() + ".members", context, execution -> {
            if (!context.store().isFinished(context.id())) {
                drift.checkAfterSwap(
                        context.plan().columns().stream()
                                .map(MigrationPlan.PlannedColumn::name)
                                .toList(),
                        true);
            }
        });
        step.setAllowStartIfComplete(true);
        return step;
    }

    private void forward(SimpleJob job) throws Exception {
        List<PlannedStep> steps = context.plan().forward();
        Phase phase = Phase.EXPAND;
        for (PlannedStep step : steps) {
            if (step.phase() != phase) {
                // Also where phases in between have nothing to do: who wants no more than those gets no more.
                phase = step.phase();
                job.addStep(gate(phase.previous()));
            }
            job.addStep(step(step));
        }
        if (steps.stream().noneMatch(s -> has(s, Effect.CONTRACTED))) {
            job.addStep(finish(
                    steps.isEmpty()
                            ? Phase.CONTRACT
                            : steps.get(steps.size() - 1).phase()));
        }
    }

    /** Where no step's own transaction records that it was the last. */
    private Step finish(Phase phase) {
        return new EngineStep(
                phase.text() + ".finish", context, e -> context.store().finished(context.id()));
    }

    private static boolean has(PlannedStep step, Effect effect) {
        return step instanceof DdlStep ddl && ddl.effect() == effect;
    }

    private Step step(PlannedStep step) throws Exception {
        String name = StepName.of(step);
        if (step instanceof BackfillStep backfill) {
            return new BackfillWalk(name, context, backfill);
        }
        if (step instanceof VerifyStep verify) {
            return new VerifyWalk(name, context, verify);
        }
        EngineStep engineStep = new EngineStep(name, context, execution -> run(step, execution));
        engineStep.setAllowStartIfComplete(asksTheCatalog(step));
        return engineStep;
    }

    /** Batch's word that a step is complete does not help where somebody has undone it since. */
    private static boolean asksTheCatalog(PlannedStep step) {
        return step instanceof SnapshotStep
                || step instanceof IndexStep
                || (step instanceof ConcurrentStep concurrent && concurrent.applied() != null)
                || (step instanceof DdlStep ddl && ddl.effect() == Effect.NONE && ddl.applied() != null);
    }

    /** Whether the change is beyond this step: what it made has taken other names since, or is gone. */
    private boolean isPast(PlannedStep step) {
        ChangeStore store = context.store();
        return context.change().direction() == Direction.ROLLBACK
                ? store.isFinished(context.id())
                        && !context.plan().afterSwapBack().contains(step)
                : step.phase().compareTo(Phase.SWAP) < 0 && store.isSwapped(context.id());
    }

    /** Table partitions are dropped in the ordinary course of things; what was planned for one alone needs no more doing. */
    private boolean isOfGoneMember(PlannedStep step) {
        String table = context.plan().table().sql();
        if (step instanceof IndexStep index) {
            table = index.table();
        } else if (step instanceof ConcurrentStep concurrent) {
            table = concurrent.table();
        } else if (step instanceof DdlStep ddl
                && ddl.effect() == Effect.NONE
                && !ddl.locks().isEmpty()) {
            table = ddl.locks().get(0).table();
        }
        return context.plan().members().contains(table)
                && !table.equals(context.plan().table().sql())
                && !context.database().isTrue("SELECT pg_catalog.to_regclass(?) IS NOT NULL", table);
    }

    private void run(PlannedStep step, StepExecution execution) {
        if (isPast(step) || isOfGoneMember(step)) {
            return;
        }
        context.throttle().await(context.stop());
        context.begin();
        context.enter(step);
        boolean swaps = step instanceof DdlStep d && d.effect() != Effect.NONE && d.effect() != Effect.NOTED;
        boolean watched = context.change().direction() == Direction.FORWARD
                && !swaps
                && step.phase().compareTo(Phase.DEPENDENTS) >= 0
                && !context.store().isSwapped(context.id())
                && !context.store().isFinished(context.id());
        if (watched) {
            patience.with(() -> {
                drift.checkNowAndThen();
                return null;
            });
        }
        try {
            execute(step);
        } catch (EngineException | DataAccessException e) {
            if (watched && drift.mayHaveCaused(e)) {
                drift.checkBeforeSwap();
            }
            throw e;
        }
        context.leave(step);
        execution.setCommitCount(execution.getCommitCount() + 1);
    }

    private void execute(PlannedStep step) {
        if (step instanceof DdlStep ddlStep) {
            ddl.run(ddlStep);
        } else if (step instanceof IndexStep index) {
            new IndexBuilder(context.database(), context.tuning().blockers(), context.stop(), context.reporter())
                    .build(index);
            if (!index.afterwards().isEmpty()) {
                ddl.run(index.dress());
            }
        } else if (step instanceof ConcurrentStep concurrent) {
            new ConcurrentRunner(context.database(), context.tuning().blockers(), context.stop(), context.reporter())
                    .run(concurrent);
        } else if (step instanceof SnapshotStep) {
            new OldSnapshots(context.database(), context.tuning().blockers(), context.stop(), context.reporter())
                    .awaitEnd();
        }
    }

    /**
     * Ends the execution STOPPED where the user wanted no more for now: the normal end of run. Asked on every start: who
     * restarts a change until an earlier phase than it has reached wants nothing later done.
     */
    private Step gate(Phase phase) {
        EngineStep gate = new EngineStep(phase.text() + ".gate", context, execution -> {
            boolean further = context.store().isFinished(context.id());
            if (context.change().until().compareTo(phase) <= 0 && !further) {
                context.reachUntil();
                execution.setTerminateOnly();
                throw new JobInterruptedException(
                        "reached --until=" + context.change().until().text());
            }
        });
        gate.setAllowStartIfComplete(true);
        return gate;
    }
}
