package io.zdm.engine.batch;

import io.zdm.engine.batch.Checkpoint.Half;
import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.postgres.ChunkNeighbours;
import io.zdm.engine.postgres.ChunkWriter;
import io.zdm.engine.postgres.ChunkWriter.Next;
import io.zdm.engine.postgres.ChunkWriter.Visited;
import io.zdm.engine.postgres.ChunkWriter.Written;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.RejectedRow;
import io.zdm.engine.postgres.RejectedRow.Found;
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
 * hold are left out and returned to, and so are rows that cannot be written: all others are written first.
 */
final class BackfillWorker {

    /** Ranges between their two visits: by then the transactions beside the first one have ended, and its room is free. */
    private static final int VISITED_TOGETHER = 4;

    private final RunContext context;
    private final BackfillStep step;
    private final WalkProgress progress;
    private final ChunkFailures failures;
    private final Rejections rejections;
    private final boolean again;
    private final ChunkWriter writer;
    private final Bloat bloat;
    private final Pace pace;
    private final Attempts attempts;
    private final ChunkNeighbours neighbours;
    private final ChunkTime chunkTime;

    /** Where the next partition begins: feeling its way up from the smallest chunk again would cost a tenth of it. */
    private volatile int lastRows = ChunkSizer.FIRST;

    /** @param again whether most rows are as they should be: the table was walked before */
    BackfillWorker(
            RunContext context,
            BackfillStep step,
            WalkProgress progress,
            ChunkFailures failures,
            Rejections rejections,
            boolean again) {
        this.context = context;
        this.step = step;
        this.progress = progress;
        this.failures = failures;
        this.rejections = rejections;
        this.again = again;
        this.writer = new ChunkWriter(context.database(), step);
        this.attempts = new Attempts(context, failures);
        this.neighbours = new ChunkNeighbours(context.database(), step.walk().table());
        this.chunkTime = new ChunkTime(context::tuning);
        this.bloat = new Bloat(context, step.walk().table());
        this.pace = new Pace(context, bloat);
    }

    void run(StepExecution execution) {
        PartitionRun part = new PartitionRun(context, execution, writer, neighbours, chunkTime);
        try {
            fill(part);
        } catch (StoppedException e) {
            part.log().close();
            throw e;
        }
        part.log().close();
    }

    private void fill(PartitionRun part) {
        ChunkSizer sizer = new ChunkSizer(context::tuning, chunkTime, lastRows);
        while (!part.checkpoint().atEnd()) {
            sizer.took(chunk(part, sizer, () -> next(part, sizer.rows())));
            if (part.checkpoint().halves().size() >= VISITED_TOGETHER) {
                visitAgain(part, sizer);
            }
        }
        lastRows = sizer.rows();
        visitAgain(part, sizer);
        new LeftRanges(context, step, rejections).comeBack(part, new LeftRanges.Writes() {
            @Override
            public Written write(KeyRange range) {
                Written[] written = new Written[1];
                chunk(part, sizer, () -> {
                    written[0] = writtenOf(part, range);
                    return written[0].done();
                });
                return written[0];
            }

            @Override
            public Found find(KeyRange range) {
                return new RejectedRow(context.database(), writer).in(range);
            }

            @Override
            public void failed(String what, DataAccessException e) {
                failures.failed(ErrorCode.VALUE_REJECTED, what, e);
            }
        });
    }

    /** One chunk with what comes before and after it. Gives how long it took. */
    private Duration chunk(PartitionRun part, ChunkSizer sizer, Supplier<Long> write) {
        Pace.Waited waited = pace.await();
        long began = System.nanoTime();
        long rows = attempts.with(sizer, write);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        context.rateLimit().wrote(rows);
        bloat.wrote(rows);
        progress.add(rows);
        String failure = part.takeFailure();
        part.log().wrote(rows, took, waited, failure);
        if (failure == null) {
            failures.succeeded();
        }
        context.reporter()
                .happened(new ChunkDone(
                        step.phase().text(), step.walk().table(), rows, took, Duration.ofMillis(waited.millis())));
        return took;
    }

    /** Chunks of a size that the user fixed are written in one visit: each has that many rows. */
    private long next(PartitionRun part, int rows) {
        Checkpoint checkpoint = part.checkpoint();
        KeyRange rest = checkpoint.rest();
        if (writer.walk().byBlocks() || step.leavesOthersAlone() || again) {
            List<String> bound = writer.walk().nth(rest, rows);
            return differing(part, upTo(rest, bound), beyond(rest, bound));
        }
        boolean whole = context.tuning().chunkRows() != null;
        return carefullyIfRejected(
                () -> part.inTransaction(
                        () -> whole ? nextWhole(checkpoint, rest, rows) : nextHalf(checkpoint, rest, rows)),
                () -> {
                    List<String> bound = writer.walk().nth(rest, rows);
                    return careful(part, upTo(rest, bound), left -> checkpoint.advance(beyond(rest, bound), left));
                });
    }

    /** A row that an earlier chunk moved here is right already. Counts the rows that are now as they should be, once. */
    private long differing(PartitionRun part, KeyRange range, @Nullable List<String> next) {
        Consumer<@Nullable KeyRange> advance = left -> part.checkpoint().advance(next, left);
        try {
            return part.inTransaction(() -> {
                long rows = again ? 0 : writer.rows(range);
                Written written = writer.writeDiffering(range);
                advance.accept(written.left() > 0 ? range : null);
                return Math.max(written.done(), rows - written.left());
            });
        } catch (DataAccessException e) {
            return setAsideIfRejected(part, range, advance, e);
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

    private void visitAgain(PartitionRun part, ChunkSizer sizer) {
        Checkpoint checkpoint = part.checkpoint();
        for (Half half : checkpoint.halves()) {
            KeyRange range = half.range();
            sizer.tookAgain(chunk(
                    part,
                    sizer,
                    () -> carefullyIfRejected(
                            () -> part.inTransaction(() -> {
                                long done = writer.visitAgain(range);
                                // Fewer than the rest: somebody holds a row, or some had nothing to be done for them.
                                boolean left = done < half.rest() && writer.differing(range) > 0;
                                checkpoint.visitedAgain(half, left ? range : null);
                                return left ? done : half.rest();
                            }),
                            () -> careful(part, range, left -> checkpoint.visitedAgain(half, left)))));
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

    /** Writes what differs and converts, and passes on the range where rows of it are left. */
    private long careful(PartitionRun part, KeyRange range, Consumer<@Nullable KeyRange> advance) {
        try {
            return part.inTransaction(() -> {
                Written written = writer.writeDiffering(range);
                advance.accept(written.left() > 0 ? range : null);
                return written.done();
            });
        } catch (DataAccessException e) {
            return setAsideIfRejected(part, range, advance, e);
        }
    }

    /** The row because of which a chunk fails is come back to at the end, and so is what is beside it. */
    private long setAsideIfRejected(
            PartitionRun part, KeyRange range, Consumer<@Nullable KeyRange> advance, DataAccessException e) {
        if (!Sql.isDataError(e)) {
            throw e;
        }
        Found found = new RejectedRow(context.database(), writer).in(range);
        String what = LeftRanges.told(step, found, e);
        part.inTransaction(() -> {
            advance.accept(null);
            part.checkpoint().comeBackTo(found.apart(range));
            return 0L;
        });
        part.failed(what);
        context.reporter().say(what + ". It is tried again at the end");
        failures.failed(ErrorCode.VALUE_REJECTED, what, e);
        return 0;
    }

    private Written writtenOf(PartitionRun part, KeyRange range) {
        Written[] written = new Written[1];
        part.inTransaction(() -> {
            written[0] = writer.writeDiffering(range);
            if (written[0].left() == 0) {
                part.checkpoint().cameBackTo(range);
            }
            return written[0].done();
        });
        return written[0];
    }
}
