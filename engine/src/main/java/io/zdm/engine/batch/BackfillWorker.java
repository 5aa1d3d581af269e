package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.postgres.ChunkWriter;
import io.zdm.engine.postgres.ChunkWriter.Next;
import io.zdm.engine.postgres.ChunkWriter.Written;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.throttle.ChunkSizer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;

/**
 * Fills one partition: wait for the throttle, then one transaction { UPDATE of one key range; checkpoint }, then look
 * whether to stop. Retries go around the transaction. Rows that others hold are left out and returned to.
 */
final class BackfillWorker {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A trigger or rule that swallows the update does so every time; a concurrent writer does not. */
    private static final int SWALLOWED_PASSES = 5;

    private final RunContext context;
    private final BackfillStep step;
    private final WalkProgress progress;
    private final ChunkWriter writer;

    /** Where the next partition begins: feeling its way up from the smallest chunk again would cost a tenth of it. */
    private volatile int lastRows = ChunkSizer.FIRST;

    BackfillWorker(RunContext context, BackfillStep step, WalkProgress progress) {
        this.context = context;
        this.step = step;
        this.progress = progress;
        this.writer = new ChunkWriter(context.database(), step);
    }

    void run(StepExecution execution) {
        Checkpoint checkpoint = new Checkpoint(execution);
        ChunkSizer sizer = new ChunkSizer(context.tuning(), lastRows);
        while (!checkpoint.atEnd()) {
            context.stop().check();
            context.rateLimit().await(context.stop());
            chunk(execution, checkpoint, sizer);
        }
        lastRows = sizer.rows();
        comeBack(execution, checkpoint);
    }

    private void chunk(StepExecution execution, Checkpoint checkpoint, ChunkSizer sizer) {
        long began = System.nanoTime();
        Written written = retried(() -> write(execution, checkpoint, sizer.rows()));
        sizer.took(Duration.ofNanos(System.nanoTime() - began));
        context.rateLimit().wrote(written.done());
        progress.add(written.done());
    }

    private Written write(StepExecution execution, Checkpoint checkpoint, int rows) {
        KeyRange rest = checkpoint.rest();
        try {
            return inTransaction(execution, checkpoint, () -> writer.writeNext(rest, rows));
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return writeCarefully(execution, checkpoint, rest, rows);
        }
    }

    /** Leaves out the values that do not convert: the chunk as it was meant to be failed because of one. */
    private Written writeCarefully(StepExecution execution, Checkpoint checkpoint, KeyRange rest, int rows) {
        List<String> bound = writer.walk().nth(rest, rows);
        KeyRange range = bound == null ? rest : rest.to(bound);
        try {
            return inTransaction(execution, checkpoint, () -> new Next(bound, writer.writeDiffering(range)));
        } catch (DataAccessException e) {
            throw Sql.isDataError(e) ? rejected(range, e) : e;
        }
    }

    private Written inTransaction(StepExecution execution, Checkpoint checkpoint, Supplier<Next> chunk) {
        Checkpoint.Saved saved = checkpoint.save();
        try {
            return context.database().inTransaction(() -> {
                context.fence().check();
                writer.begin();
                KeyRange rest = checkpoint.rest();
                Next next = chunk.get();
                Written written = next.written();
                boolean last = next.bound() == null || Objects.equals(next.bound(), rest.upTo());
                KeyRange range = next.bound() == null ? rest : rest.to(next.bound());
                checkpoint.advance(last ? null : next.bound(), written.left() > 0 ? range : null);
                persist(execution, written);
                return written;
            });
        } catch (RuntimeException e) {
            checkpoint.restore(saved);
            throw e;
        }
    }

    private void persist(StepExecution execution, Written written) {
        execution.setWriteCount(execution.getWriteCount() + written.done());
        execution.incrementCommitCount();
        context.jobRepository().update(execution);
        context.jobRepository().updateExecutionContext(execution);
    }

    private EngineException rejected(KeyRange range, DataAccessException e) {
        return new EngineException(
                ErrorCode.VALUE_REJECTED,
                "A row in the key range " + range + " of " + step.walk().table() + " cannot be written: "
                        + Sql.message(e),
                true,
                "Correct that row, then restart.",
                e);
    }

    private void comeBack(StepExecution execution, Checkpoint checkpoint) {
        Duration pause = FIRST_PAUSE;
        int swallowed = 0;
        while (!checkpoint.left().isEmpty()) {
            long free = 0;
            long done = 0;
            for (KeyRange range : checkpoint.left()) {
                context.stop().check();
                Written written = retried(() -> comeBackTo(execution, checkpoint, range));
                progress.add(written.done());
                free += written.free();
                done += written.done();
            }
            swallowed = free > 0 && done == 0 ? swallowed + 1 : 0;
            if (swallowed >= SWALLOWED_PASSES) {
                throw new EngineException(
                        ErrorCode.VALUE_REJECTED,
                        "Updates of " + free + " rows of " + step.walk().table()
                                + " have no effect: a trigger or a rule swallows them",
                        true,
                        "Disable it, then restart.");
            }
            if (!checkpoint.left().isEmpty()) {
                context.reporter()
                        .say("Rows in " + checkpoint.left().size()
                                + " key ranges are held by other transactions; coming back to them");
                context.stop().await(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    private Written comeBackTo(StepExecution execution, Checkpoint checkpoint, KeyRange range) {
        Checkpoint.Saved saved = checkpoint.save();
        try {
            return context.database().inTransaction(() -> {
                context.fence().check();
                writer.begin();
                Written written = writer.writeDiffering(range);
                if (written.left() == 0) {
                    checkpoint.cameBackTo(range);
                }
                persist(execution, written);
                return written;
            });
        } catch (RuntimeException e) {
            checkpoint.restore(saved);
            throw Sql.isDataError(e) && e instanceof DataAccessException data ? rejected(range, data) : e;
        }
    }

    /** The table itself may be locked for a while: nothing is held meanwhile. */
    private <T extends @Nullable Object> T retried(Supplier<T> work) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (DataAccessException e) {
                if (!Sql.isTransient(e)) {
                    throw e;
                }
                context.reporter().say("A chunk could not get its lock (" + Sql.message(e) + "); trying again");
                context.stop().await(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
