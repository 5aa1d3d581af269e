package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.SnapshotStep;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.postgres.IndexBuilder;
import io.zdm.engine.postgres.OldSnapshots;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** Makes a change's plan a Batch job: one Batch step per planned step, and a gate after each phase. */
final class MigrationJobFactory {

    static final String FORWARD = "zdm-forward";
    static final String ROLLBACK = "zdm-rollback";

    private final RunContext context;
    private final Drift drift;
    private final DdlExecution ddl;

    MigrationJobFactory(RunContext context) {
        this.context = context;
        this.drift = new Drift(context);
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
            for (PlannedStep step : context.change().isSwapped()
                    ? context.plan().back()
                    : context.plan().undo()) {
                job.addStep(step(step));
            }
        } else {
            forward(job);
        }
        job.afterPropertiesSet();
        return job;
    }

    private void forward(SimpleJob job) throws Exception {
        List<PlannedStep> steps = context.plan().forward();
        if (!steps.isEmpty() && steps.get(0).phase() == Phase.SWAP) {
            job.addStep(gate(Phase.VERIFY));
        }
        for (int i = 0; i < steps.size(); i++) {
            job.addStep(step(steps.get(i)));
            boolean last = i == steps.size() - 1;
            if (!last && steps.get(i + 1).phase() != steps.get(i).phase()) {
                job.addStep(gate(steps.get(i).phase()));
            }
        }
        if (steps.isEmpty()) {
            job.addStep(new EngineStep(
                    Phase.CONTRACT.text() + ".nothing",
                    context,
                    e -> context.store().finished(context.id())));
        }
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
        if (step instanceof SnapshotStep) {
            engineStep.setAllowStartIfComplete(true);
        }
        return engineStep;
    }

    private void run(PlannedStep step, StepExecution execution) {
        boolean swaps = step instanceof DdlStep d && d.effect() != Effect.NONE;
        if (context.change().direction() == Direction.FORWARD
                && !swaps
                && !context.store().get(context.id()).isSwapped()
                && !context.store().isFinished(context.id())
                && step.phase().compareTo(Phase.DEPENDENTS) >= 0) {
            drift.checkBeforeSwap();
        }
        if (!(step instanceof SnapshotStep)) {
            context.reporter().say(step.title());
        }
        if (step instanceof DdlStep ddlStep) {
            ddl.run(ddlStep);
        } else if (step instanceof IndexStep index) {
            new IndexBuilder(context.database(), context.stop(), context.reporter())
                    .build(index, context.change().tableOid());
        } else if (step instanceof SnapshotStep) {
            if (!context.store().get(context.id()).isSwapped()) {
                new OldSnapshots(context.database(), context.stop(), context.reporter()).awaitEnd();
            }
        }
        execution.setCommitCount(execution.getCommitCount() + 1);
    }

    /** Ends the execution STOPPED where the user wanted no more for now: the normal end of run. */
    private Step gate(Phase phase) {
        return new EngineStep(phase.text() + ".gate", context, execution -> {
            if (context.change().until().compareTo(phase) <= 0) {
                context.reachUntil();
                execution.setTerminateOnly();
                throw new JobInterruptedException(
                        "reached --until=" + context.change().until().text());
            }
        });
    }
}
