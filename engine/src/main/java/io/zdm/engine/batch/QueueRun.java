package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Runs queued changes, several beside one another, until it is nobody's turn any more or a stop is requested. */
public final class QueueRun {

    private static final int LOOK_AGAIN_MILLIS = 500;

    /** What another attempt may settle. */
    private static final Set<ErrorCode> WORTH_ANOTHER =
            Set.of(ErrorCode.UNEXPECTED, ErrorCode.CONNECTION_LOST, ErrorCode.LOCK_TIMEOUT);

    /** Somebody else has it, or nobody may now: no attempt of ours. */
    private static final Set<ErrorCode> NOT_OURS =
            Set.of(ErrorCode.LIVE_OWNER, ErrorCode.OWNERSHIP_LOST, ErrorCode.NOT_POSSIBLE_NOW);

    private final BiFunction<ChangeRecord, RunOptions, Outcome> turn;
    private final ChangeStore store;
    private final ChangeQueue queue;
    private final ChangeRunner.Connections connections;
    private final StopSignal stop;
    private final Listener listener;
    private final Map<Long, Outcome> outcomes = new ConcurrentHashMap<>();

    /** Who watches. Called from several threads. */
    public interface Listener {

        /**
         * A change begins or goes on.
         *
         * @param stop requested with the run's own, and where this change alone is to stop
         */
        RunOptions begins(ChangeRecord change, StopSignal stop);

        void ended(long id, Outcome outcome);
    }

    QueueRun(
            BiFunction<ChangeRecord, RunOptions, Outcome> turn,
            Database database,
            ChangeRunner.Connections connections,
            StopSignal stop,
            Listener listener) {
        this.turn = turn;
        this.store = new ChangeStore(database);
        this.queue = new ChangeQueue(database);
        this.connections = connections;
        this.stop = stop;
        this.listener = listener;
    }

    Map<Long, Outcome> run(List<Long> ids, int parallel) {
        AtomicInteger number = new AtomicInteger();
        SharedBudget budget = new SharedBudget(store, parallel, ids.size());
        ExecutorService threads = Executors.newFixedThreadPool(
                parallel, work -> new Thread(work, "zdm-queue-" + number.incrementAndGet()));
        try {
            List<Future<?>> runs = IntStream.range(0, Math.min(parallel, ids.size()))
                    .<Future<?>>mapToObj(n -> threads.submit(() -> work(ids, budget)))
                    .toList();
            runs.forEach(QueueRun::await);
        } finally {
            threads.shutdown();
        }
        Map<Long, Outcome> all = new LinkedHashMap<>();
        LeftInQueue left = new LeftInQueue(store, queue, stop);
        ids.forEach(id -> all.put(id, left.outcome(id, outcomes.get(id))));
        return all;
    }

    private static void await(Future<?> run) {
        try {
            run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    /** A session that is lost takes its claim along: another is opened, once for each change that gets on with it. */
    private void work(List<Long> ids, SharedBudget budget) {
        for (boolean again = true; again; ) {
            again = false;
            try (Claims claims = new Claims(connections.open())) {
                for (Claims.Pick pick = next(claims, ids); pick != null; pick = next(claims, ids)) {
                    Long id = pick.id();
                    if (id != null) {
                        run(id, claims, budget);
                        again = true;
                    } else if (!pick.moreMayCome() || stop.awaitQuietly(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                return;
            } catch (SQLException | DataAccessException | TransactionException e) {
                if (!Sql.isConnectionLost(e)) {
                    throw e instanceof RuntimeException known ? known : new IllegalStateException(e);
                }
            }
        }
    }

    private Claims.@Nullable Pick next(Claims claims, List<Long> ids) {
        return stop.isRequested() || queue.halted().isPresent() ? null : claims.next(ids);
    }

    private void run(long id, Claims claims, SharedBudget budget) {
        ChangeRecord record = store.get(id);
        StopSignal own = stop.child();
        RunOptions asked = listener.begins(record, own);
        RunOptions options = asked.with(budget.begins(id, asked.tuning()));
        Outcome outcome = isDone(record, options.until()) ? Outcome.done(id) : turn.apply(record, options);
        outcomes.put(id, outcome);
        listener.ended(id, outcome);
        note(id, outcome);
        claims.release(id);
        budget.ends(
                id, queue.find(id).filter(e -> e.done() || e.setAside() != null).isPresent());
    }

    private static boolean isDone(ChangeRecord record, Phase until) {
        return record.state().equals("COMPLETED")
                || (record.isOver() && record.direction() == Direction.FORWARD && until != Phase.CONTRACT);
    }

    /** Before anybody else may pick it. */
    private void note(long id, Outcome outcome) {
        EngineException error = outcome.error();
        if (outcome.exitCode() == 0) {
            queue.done(id);
        } else if (error != null && error.code() == ErrorCode.STOPPED) {
            if (!stop.isRequested() && queue.halted().isEmpty()) {
                queue.stopped(id);
            }
        } else if (error != null && !NOT_OURS.contains(error.code())) {
            ChangeRecord now = store.get(id);
            boolean swapped = now.isSwapped()
                    && now.direction() == Direction.FORWARD
                    && now.plan().afterSwap().isEmpty();
            queue.attempted(id, WORTH_ANOTHER.contains(error.code()), swapped);
        } else if (error != null && error.code() == ErrorCode.NOT_POSSIBLE_NOW) {
            boolean later = Objects.equals(store.get(id).state(), "HELD")
                    || queue.halted().isPresent();
            if (!later) {
                queue.attempted(id, false, false);
            }
        }
    }
}
