package io.zdm.engine.batch;

import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.RowVerifier;
import io.zdm.engine.postgres.RowVerifier.Compared;
import io.zdm.engine.postgres.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** Compares one partition's rows, chunk by chunk, and repairs them where the step says how. */
final class VerifyWorker {

    private static final int CHUNK_ROWS = 20_000;

    private final RunContext context;
    private final VerifyStep step;
    private final Verification verification;
    private final WalkProgress progress;
    private final RowVerifier verifier;
    private final Patience patience;

    /** @param step of one table */
    VerifyWorker(RunContext context, VerifyStep step, Verification verification, WalkProgress progress) {
        this.context = context;
        this.step = step;
        this.verification = verification;
        this.progress = progress;
        this.verifier = new RowVerifier(context.database(), step);
        this.patience = new Patience(context);
    }

    void run(StepExecution execution) {
        KeyRange rest = new Checkpoint(execution).rest();
        List<String> bound;
        do {
            context.stop().check();
            long before = System.nanoTime();
            context.throttle().await(context.stop());
            KeyRange from = rest;
            bound = patience.with(() -> verifier.walk().nth(from, CHUNK_ROWS));
            KeyRange chunk = bound == null ? from : from.to(bound);
            long began = System.nanoTime();
            Compared compared = patience.with(() -> compare(chunk));
            context.reporter()
                    .happened(new ChunkDone(
                            step.phase().text(),
                            step.walk().table(),
                            compared.rows(),
                            Duration.ofNanos(System.nanoTime() - began),
                            Duration.ofNanos(began - before)));
            verification.add(compared);
            progress.add(compared.rows());
            if (compared.wrong() > 0 && step.reports() == null) {
                context.store().addDifference(context.id(), step.walk().table(), chunk, compared.wrong());
            }
            execution.setReadCount(execution.getReadCount() + compared.rows());
            rest = bound == null ? from : from.from(bound);
        } while (bound != null && !Objects.equals(bound, rest.upTo()));
        verification.finished(execution.getStepName());
    }

    private Compared compare(KeyRange chunk) {
        Compared compared = verifier.compare(chunk);
        if (compared.wrong() == 0 || !verifier.canRepair()) {
            return compared;
        }
        int repaired = context.database().inTransaction(() -> {
            context.fence().check();
            return verifier.repair(chunk);
        });
        context.reporter()
                .say(repaired + " rows of " + step.walk().table() + " were not in step and have been set right");
        @Nullable Compared again = verifier.compare(chunk);
        return again;
    }
}
