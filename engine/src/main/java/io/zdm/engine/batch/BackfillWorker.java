package io.zdm.engine.batch;

import io.zdm.engine.batch.Checkpoint.Half;
import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.postgres.ChunkNeighbours;
import io.zdm.engine.postgres.ChunkWriter;
import io.zdm.engine.postgres.ChunkWriter.Next;
import io.zdm.engine.postgres.ChunkWriter.Visited;
import io.zdm.engine.postgres.ChunkWriter.Written;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.RejectedRow;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.throttle.ChunkSizer;
import io.zdm.engine.throttle.ChunkTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;

/**
 * Fills one partition: wait for the throttle, then one transaction { UPDATE of one key range; checkpoint }, then look
 * whether to stop. Ranges are visited twice, see {@link ChunkWriter}. Retries go around the transaction. Rows that others
 * hold are left out and returned to.
 */
final class BackfillWorker {

    /** A trigger or rule that swallows the update does so every time; a concurrent writer does not. */
    private static final int SWALLOWED_PASSES = 5;

    /** Ranges between their two visits: by then the transactions beside the first one have ended, and its room is free. */
    private static final int VISITED_TOGETHER = 4;

    private final RunContext context;
    private final BackfillStep step;
    private final WalkProgress progress;
    private final ChunkWriter writer;
    private final Bloat bloat;
    private final Patience patience;
    private final ChunkNeighbours neighbours;
    private final ChunkTime chunkTime;

    /** Where the next partition begins: feeling its way up from the smallest chunk again would cost a tenth of it. */
    private volatile int lastRows = ChunkSizer.FIRST;

    BackfillWorker(RunContext context, BackfillStep step, WalkProgress progress) {
        this.context = context;
        this.step = step;
        this.progress = progress;
        this.writer = new ChunkWriter(context.database(), step);
        this.patience = new Patience(context);
        this.neighbours = new ChunkNeighbours(context.database(), step.walk().table());
        this.chunkTime = new ChunkTime(context::tuning);
        this.bloat = new Bloat(context, step.walk().table());
    }

    void run(StepExecution execution) {
        Checkpoint checkpoint = new Checkpoint(execution);
        ChunkSizer sizer = new ChunkSizer(context::tuning, chunkTime, lastRows);
        while (!checkpoint.atEnd()) {
            pace();
            long began = System.nanoTime();
            long rows = patience.with(() -> next(execution, checkpoint, sizer.rows()));
            sizer.took(wrote(rows, began));
            if (checkpoint.halves().size() >= VISITED_TOGETHER) {
                visitAgain(execution, checkpoint, sizer);
            }
        }
        lastRows = sizer.rows();
        visitAgain(execution, checkpoint, sizer);
        comeBack(execution, checkpoint);
    }

    private void pace() {
        context.stop().check();
        bloat.vacuumIfItPays();
        context.throttle().await(context.stop());
        context.rateLimit().await(context.stop());
    }

    private Duration wrote(long rows, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        context.rateLimit().wrote(rows);
        bloat.wrote(rows);
        progress.add(rows);
        context.reporter()
                .happened(new ChunkDone(step.phase().text(), step.walk().table(), rows, took));
        return took;
    }

    /** Chunks of a size that the user fixed are written in one visit: each has that many rows. */
    private long next(StepExecution execution, Checkpoint checkpoint, int rows) {
        KeyRange rest = checkpoint.rest();
        if (writer.walk().byBlocks() || step.leavesOthersAlone()) {
            List<String> bound = writer.walk().nth(rest, rows);
            return differing(execution, checkpoint, upTo(rest, bound), beyond(rest, bound));
        }
        boolean whole = context.tuning().chunkRows() != null;
        return carefullyIfRejected(
                () -> inTransaction(
                        execution,
                        checkpoint,
                        () -> whole ? nextWhole(checkpoint, rest, rows) : nextHalf(checkpoint, rest, rows)),
                () -> {
                    List<String> bound = writer.walk().nth(rest, rows);
                    return careful(
                            execution,
                            checkpoint,
                            upTo(rest, bound),
                            left -> checkpoint.advance(beyond(rest, bound), left));
                });
    }

    /** A row that an earlier chunk moved here is right already. What is counted is rows that are now as they should be. */
    private long differing(
            StepExecution execution, Checkpoint checkpoint, KeyRange range, @Nullable List<String> next) {
        try {
            return inTransaction(execution, checkpoint, () -> {
                long rows = writer.rows(range);
                Written written = writer.writeDiffering(range);
                checkpoint.advance(next, written.left() > 0 ? range : null);
                return Math.max(written.done(), rows - written.left());
            });
        } catch (DataAccessException e) {
            throw Sql.isDataError(e) ? rejected(range, e) : e;
        }
    }

    private long nextWhole(Checkpoint checkpoint, KeyRange rest, int rows) {
        Next next = writer.writeNext(rest, rows);
        if (next.bound() == null) {
            Written written = writer.write(rest);
            checkpoint.advance(null, written.left() > 0 ? rest : null);
            return written.done();
        }
        checkpoint.advance(beyond(rest, next.bound()), next.done() < rows ? upTo(rest, next.bound()) : null);
        return next.done();
    }

    private long nextHalf(Checkpoint checkpoint, KeyRange rest, int rows) {
        Next next = writer.visitNext(rest, rows);
        if (next.bound() == null) {
            Visited visited = writer.visit(rest);
            checkpoint.advance(null, new Half(rest, visited.rows() - visited.done()));
            return visited.done();
        }
        checkpoint.advance(beyond(rest, next.bound()), new Half(upTo(rest, next.bound()), rows - next.done()));
        return next.done();
    }

    private static KeyRange upTo(KeyRange rest, @Nullable List<String> bound) {
        return bound == null ? rest : rest.to(bound);
    }

    /** Where the rest begins after a chunk that ended at {@code bound}; null where nothing is left. */
    private static @Nullable List<String> beyond(KeyRange rest, @Nullable List<String> bound) {
        return Objects.equals(bound, rest.upTo()) ? null : bound;
    }

    private void visitAgain(StepExecution execution, Checkpoint checkpoint, ChunkSizer sizer) {
        for (Half half : checkpoint.halves()) {
            pace();
            KeyRange range = half.range();
            long began = System.nanoTime();
            long rows = patience.with(() -> carefullyIfRejected(
                    () -> inTransaction(execution, checkpoint, () -> {
                        long done = writer.visitAgain(range);
                        // Fewer than the rest: somebody holds a row, or some had nothing to be done for them.
                        boolean left = done < half.rest() && writer.differing(range) > 0;
                        checkpoint.visitedAgain(half, left ? range : null);
                        return left ? done : half.rest();
                    }),
                    () -> careful(execution, checkpoint, range, left -> checkpoint.visitedAgain(half, left))));
            sizer.tookAgain(wrote(rows, began));
        }
    }

    /** What the chunk as it was meant to be cannot do because of one value, {@code careful} does without that value. */
    private static long carefullyIfRejected(Supplier<Long> asMeant, Supplier<Long> careful) {
        try {
            return asMeant.get();
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return careful.get();
        }
    }

    private long careful(
            StepExecution execution, Checkpoint checkpoint, KeyRange range, Consumer<@Nullable KeyRange> advance) {
        return written(execution, checkpoint, range, advance).done();
    }

    /** Writes what differs and converts, and passes on the range where rows of it are left. */
    private Written written(
            StepExecution execution, Checkpoint checkpoint, KeyRange range, Consumer<@Nullable KeyRange> advance) {
        Written[] written = new Written[1];
        try {
            inTransaction(execution, checkpoint, () -> {
                written[0] = writer.writeDiffering(range);
                advance.accept(written[0].left() > 0 ? range : null);
                return written[0].done();
            });
        } catch (DataAccessException e) {
            throw Sql.isDataError(e) ? rejected(range, e) : e;
        }
        return written[0];
    }

    /** The chunk and its checkpoint, or neither. */
    private long inTransaction(StepExecution execution, Checkpoint checkpoint, Supplier<Long> chunk) {
        Checkpoint.Saved saved = checkpoint.save();
        try {
            return context.database().inTransaction(() -> {
                context.fence().check();
                writer.begin();
                long done = chunk.get();
                persist(execution, done);
                neighbours.look().ifPresent(seen -> chunkTime.seen(seen.waiting(), seen.writing()));
                return done;
            });
        } catch (RuntimeException e) {
            checkpoint.restore(saved);
            throw e;
        }
    }

    private void persist(StepExecution execution, long done) {
        execution.setWriteCount(execution.getWriteCount() + done);
        execution.incrementCommitCount();
        context.jobRepository().update(execution);
        context.jobRepository().updateExecutionContext(execution);
    }

    private EngineException rejected(KeyRange range, DataAccessException e) {
        return new EngineException(
                ErrorCode.VALUE_REJECTED,
                "Of " + step.walk().table() + ", " + new RejectedRow(context.database(), writer).in(range)
                        + " cannot be written: " + Sql.message(e),
                true,
                "Correct that row, then restart; or roll back.",
                e);
    }

    private void comeBack(StepExecution execution, Checkpoint checkpoint) {
        Duration pause = Patience.FIRST_PAUSE;
        int swallowed = 0;
        while (!checkpoint.left().isEmpty()) {
            long free = 0;
            long done = 0;
            for (KeyRange range : checkpoint.left()) {
                pace();
                Written written = patience.with(() -> written(execution, checkpoint, range, left -> {
                    if (left == null) {
                        checkpoint.cameBackTo(range);
                    }
                }));
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
                pause = pause.compareTo(Patience.LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
