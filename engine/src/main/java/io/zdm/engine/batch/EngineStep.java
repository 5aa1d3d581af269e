package io.zdm.engine.batch;

import io.zdm.engine.change.StoppedException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A Batch step around one piece of the engine's work. A stop ends it STOPPED, with {@code setTerminateOnly()}: without it
 * Batch would call a half-done step COMPLETED and go on to the next.
 */
final class EngineStep extends AbstractStep {

    /** The work itself. */
    interface Body {
        void run(StepExecution execution) throws Exception;
    }

    private final RunContext context;
    private final Body body;

    EngineStep(String name, RunContext context, Body body) {
        super(context.jobRepository());
        setName(name);
        this.context = context;
        this.body = body;
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        try (StepSpan span = new StepSpan(context.reporter(), execution.getStepName())) {
            context.stop().check();
            body.run(execution);
            span.done();
        } catch (StoppedException e) {
            execution.setTerminateOnly();
            throw new JobInterruptedException(String.valueOf(e.getMessage()));
        } catch (Rejections.Left e) {
            // The other workers go on; the walk says what is left when they are done.
            throw e;
        } catch (RuntimeException e) {
            if (context.stop().isRequested() && context.failure() == null && Interruption.isCausedByStop(e)) {
                execution.setTerminateOnly();
                throw new JobInterruptedException(String.valueOf(context.stop().reason()));
            }
            context.fail(e);
            throw e;
        }
    }
}
