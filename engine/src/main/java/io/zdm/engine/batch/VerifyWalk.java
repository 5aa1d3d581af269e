package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.batch.ChangeStore.Difference;
import io.zdm.engine.change.ChangeEvent.Verified;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.ChunkWriter;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.KeyWalk;
import io.zdm.engine.postgres.OldSnapshots;
import io.zdm.engine.postgres.Verification;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** Verify: every row, in every execution anew; what an earlier one found wrong is filled again first. */
final class VerifyWalk extends WalkStep {

    private final VerifyStep step;
    private @Nullable Verification verification;
    private @Nullable WalkProgress progress;

    VerifyWalk(String name, RunContext context, VerifyStep step) {
        super(name, context, step.walks());
        this.step = step;
        setAllowStartIfComplete(true);
    }

    @Override
    boolean prepare(StepExecution execution) {
        if (context().change().direction() == Direction.FORWARD
                ? context().store().isSwapped(context().id())
                : context().store().isFinished(context().id())) {
            return true;
        }
        context().enter(step);
        if (step.reports() == null) {
            fillAgain();
        }
        time(1);
        begin();
        return false;
    }

    private void begin() {
        verification = new Verification(context().database(), step);
        progress = new WalkProgress(
                "Verify", 0, context().plan().estimate().rows(), context().reporter());
    }

    private void fillAgain() {
        List<Difference> differences = context().store().differences(context().id());
        if (context().change().direction() == Direction.FORWARD && !differences.isEmpty()) {
            for (Difference difference : differences) {
                context().stop().check();
                context().plan().forward().stream()
                        .filter(BackfillStep.class::isInstance)
                        .map(BackfillStep.class::cast)
                        .forEach(backfill -> fillAgain(backfill, difference));
            }
            // Those were the last chunks now: a snapshot older than them reads the shadow as it was.
            new OldSnapshots(
                            context().database(),
                            context().tuning().blockers(),
                            context().stop(),
                            context().reporter())
                    .awaitEnd();
        }
        context().store().forgetDifferences(context().id());
    }

    /** A table partition that has left meanwhile needs nothing any more. */
    private void fillAgain(BackfillStep backfill, Difference difference) {
        present(backfill.walks()).stream()
                .filter(w -> w.table().equals(difference.table()))
                .forEach(w -> fillAgain(backfill.on(w), difference.range()));
    }

    private void fillAgain(BackfillStep backfill, KeyRange range) {
        ChunkWriter writer = new ChunkWriter(context().database(), backfill);
        long done = context().database().inTransaction(() -> {
            context().fence().check();
            writer.begin();
            return writer.writeDiffering(range).done();
        });
        context()
                .reporter()
                .say("Filled " + done + " rows of " + backfill.walk().table() + " again in " + range);
    }

    @Override
    @Nullable
    List<String> end(KeyWalk keys) {
        return null;
    }

    @Override
    void work(StepExecution execution, Walk walk) {
        new VerifyWorker(
                        context(),
                        step.on(walk),
                        Objects.requireNonNull(verification),
                        Objects.requireNonNull(progress))
                .run(execution);
    }

    /** Rows that lie elsewhere since it began may have gone by it; what it found wrong is wrong nevertheless. */
    @Override
    boolean again(StepExecution execution) {
        Verification done = Objects.requireNonNull(verification);
        if (done.wrong() > 0 || !done.isMixedUp()) {
            return false;
        }
        context()
                .reporter()
                .say(context().plan().table().sql()
                        + " has no key and was rewritten meanwhile (VACUUM FULL or CLUSTER):"
                        + " its rows lie elsewhere now. Verifying anew");
        time(time() + 1);
        begin();
        return true;
    }

    @Override
    void gone(StepExecution execution) {
        Objects.requireNonNull(verification).finished(execution.getStepName());
    }

    @Override
    void walked() {
        Objects.requireNonNull(progress).end();
    }

    @Override
    void conclude(StepExecution execution) {
        context().leave(step);
        Verification done = Objects.requireNonNull(verification);
        done.expect(partitions(execution));
        context().reporter().happened(new Verified(done.rows(), done.wrong()));
        if (step.reports() != null) {
            context().reporter().say("%d of %d rows %s".formatted(done.wrong(), done.rows(), step.reports()));
            return;
        }
        if (done.wrong() > 0 && !isAccepted()) {
            throw difference(done);
        }
        context().reporter().say("Verified " + done.rows() + " rows");
        context().prove(isAccepted() ? done.proveAccepted() : done.prove());
    }

    private int partitions(StepExecution execution) {
        return (int) execution.getJobExecution().getStepExecutions().stream()
                .filter(s -> s.getStepName().startsWith(execution.getStepName() + ":")
                        && (time() == 1 || s.getStepName().endsWith(suffix())))
                .count();
    }

    /** Only on the way back, where the user has said that what has no way back becomes NULL. */
    private boolean isAccepted() {
        return context().change().direction() == Direction.ROLLBACK
                && context().tuning().acceptNulls()
                && step.nullAllowed();
    }

    private EngineException difference(Verification done) {
        String keys = String.join("; ", done.wrongKeys());
        String table = context().plan().table().sql();
        return context().change().direction() == Direction.FORWARD
                ? new EngineException(
                        ErrorCode.VERIFY_DIFFERENCES,
                        "%d rows of %s are not as they should be (first keys: %s). Nothing was swapped."
                                .formatted(done.wrong(), table, keys),
                        true,
                        "Look at those rows: does their value convert? Then restart: their key ranges are filled again"
                                + " and everything is verified anew.")
                : noWayBack(done, table, keys);
    }

    /** What has no repair is no value to convert: its title says what was looked for. */
    private EngineException noWayBack(Verification done, String table, String keys) {
        return step.repair().isEmpty() && !step.nullAllowed()
                ? new EngineException(
                        ErrorCode.NO_WAY_BACK,
                        "%s: %d rows of %s have no way back (first keys: %s). Nothing was changed."
                                .formatted(step.title(), done.wrong(), table, keys),
                        false,
                        "Correct those rows, then roll back again.")
                : new EngineException(
                        ErrorCode.NO_WAY_BACK,
                        "%d rows of %s hold a value that has no way back (first keys: %s). Nothing was changed."
                                .formatted(done.wrong(), table, keys),
                        false,
                        step.nullAllowed()
                                ? "Correct those rows, or accept NULL for them with --on-unconvertible=null."
                                : "Correct those rows; NULL cannot stand for them, the old column is NOT NULL.");
    }

    /** Partitions of another execution must not be taken for this one's. */
    @Override
    String prefix(StepExecution execution) {
        return "e" + execution.getJobExecutionId() + ".";
    }

    @Override
    boolean keepsPartitions() {
        return false;
    }
}
