package io.zdm.engine.batch;

import io.zdm.engine.postgres.ChunkNeighbours;
import io.zdm.engine.postgres.ChunkWriter;
import io.zdm.engine.throttle.ChunkTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** One worker's partition while it is filled: its checkpoint, its figures, and the transaction of each chunk. */
final class PartitionRun {

    private final RunContext context;
    private final StepExecution execution;
    private final ChunkWriter writer;
    private final ChunkNeighbours neighbours;
    private final ChunkTime chunkTime;
    private final Checkpoint checkpoint;
    private final ChunkLog log;
    private @Nullable String failure;

    PartitionRun(
            RunContext context,
            StepExecution execution,
            ChunkWriter writer,
            ChunkNeighbours neighbours,
            ChunkTime chunkTime) {
        this.context = context;
        this.execution = execution;
        this.writer = writer;
        this.neighbours = neighbours;
        this.chunkTime = chunkTime;
        this.checkpoint = new Checkpoint(execution);
        String name = execution.getStepName();
        this.log = new ChunkLog(context, name.substring(name.indexOf(':') + 1));
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    ChunkLog log() {
        return log;
    }

    /** The chunk and its checkpoint, or neither. Gives the rows that it wrote. */
    long inTransaction(Supplier<Long> chunk) {
        Checkpoint.Saved saved = checkpoint.save();
        try {
            long rows = context.database().inTransaction(() -> {
                context.fence().check();
                writer.begin();
                long done = chunk.get();
                persist(done);
                log.writeNowAndThen();
                neighbours.look().ifPresent(seen -> chunkTime.seen(seen.waiting(), seen.writing()));
                return done;
            });
            log.committed();
            return rows;
        } catch (RuntimeException e) {
            checkpoint.restore(saved);
            log.rolledBack();
            throw e;
        }
    }

    private void persist(long done) {
        execution.setWriteCount(execution.getWriteCount() + done);
        execution.incrementCommitCount();
        context.jobRepository().update(execution);
        context.jobRepository().updateExecutionContext(execution);
    }

    /** Rows of the chunk under way were set aside. */
    void failed(String why) {
        failure = why;
    }

    /** Why rows of the last chunk were set aside, null where none were. Asked once. */
    @Nullable
    String takeFailure() {
        String taken = failure;
        failure = null;
        return taken;
    }
}
