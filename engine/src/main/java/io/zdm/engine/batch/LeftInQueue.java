package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StopSignal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What is told of queued changes when a run ends: those that it ran, that another engine ran, and that wait. */
final class LeftInQueue {

    private final ChangeStore store;
    private final ChangeQueue queue;
    private final StopSignal stop;

    LeftInQueue(ChangeStore store, ChangeQueue queue, StopSignal stop) {
        this.store = store;
        this.queue = queue;
        this.stop = stop;
    }

    /** @param own how it ended here; null where it was not run here */
    Outcome outcome(long id, @Nullable Outcome own) {
        if (own != null && own.exitCode() == 0) {
            return own;
        }
        try {
            boolean done = queue.find(id).filter(ChangeQueue.Entry::done).isPresent();
            if (own != null && !done) {
                return own;
            }
            return now(store.get(id), done);
        } catch (DataAccessException | TransactionException e) {
            return own != null ? own : Outcome.failed(id, ChangeRunner.unexpected(id, e));
        }
    }

    private Outcome now(ChangeRecord change, boolean done) {
        long id = change.id();
        if (done && change.direction() == Direction.FORWARD) {
            return Outcome.done(id);
        }
        ChangeQueue.Entry entry = queue.find(id).orElseThrow();
        if (!entry.problems().isEmpty()) {
            return Outcome.refused(change.plan().table(), entry.problems());
        }
        if (stop.isRequested()) {
            return Outcome.failed(
                    id,
                    new EngineException(
                            ErrorCode.STOPPED,
                            "Change " + id + " waits in the queue, for the run was stopped: " + stop.reason(),
                            false,
                            "Give the same command again: it goes on."));
        }
        Optional<EngineException> halted = queue.halted();
        return Outcome.failed(
                id,
                halted.orElseGet(() -> new EngineException(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "Change " + id + " was not run: " + why(change, entry),
                        false,
                        "Give the same command again when that is settled.")));
    }

    private String why(ChangeRecord change, ChangeQueue.Entry entry) {
        if (change.direction() == Direction.ROLLBACK) {
            return "somebody rolled it back";
        }
        if (change.isRunning()) {
            return "it is owned by " + change.owner();
        }
        if (change.state().equals("HELD") || entry.setAside() != null) {
            return "it is " + change.state() + (entry.setAside() == null ? "" : ", " + entry.setAside());
        }
        return queue.before(change.id())
                .flatMap(store::find)
                .map(b -> "change " + b.id() + " (" + b.name() + ", " + b.state() + ") comes first")
                .orElse("it is paused, or another engine has its table: see zdm-batch status");
    }
}
