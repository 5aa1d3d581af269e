package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.ChangeEvent.Began;
import io.zdm.engine.change.ChangeEvent.Ended;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.StopCost;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.SessionPool;
import io.zdm.engine.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** Runs one recorded change as its owner, until it is done, stopped, or cannot go on. */
final class ChangeRunner {

    /** A catalog that drifts again and again is somebody's work: a person must look. */
    private static final int MOST_REPLANS = 10;

    private static final int MOST_STARTS = 10;
    private static final Duration RESTART_PAUSE = Duration.ofMillis(500);

    /** Opens connections that are closed by whoever gets them. */
    interface Connections {
        Connection open() throws SQLException;
    }

    private final Database database;
    private final JobRepository jobRepository;
    private final JobOperator jobOperator;
    private final ChangeStore store;
    private final Connections connections;
    private final SessionPool sessions;
    private final Replanner replanner;
    private final Reporter reporter;
    private final StopSignal stop;
    private final History history;
    private boolean finalizes;

    ChangeRunner(
            Database database,
            JobRepository jobRepository,
            JobOperator jobOperator,
            Connections connections,
            SessionPool sessions,
            Replanner replanner,
            Reporter reporter,
            StopSignal stop) {
        this.database = database;
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
        this.store = new ChangeStore(database);
        this.connections = connections;
        this.sessions = sessions;
        this.replanner = replanner;
        this.reporter = reporter;
        this.stop = stop;
        this.history = new History(database);
    }

    /** Minds no throttle, from the first chunk on. */
    ChangeRunner finalizing() {
        finalizes = true;
        return this;
    }

    Outcome run(ChangeRecord change, Phase until, Direction direction, Tuning tuning) {
        try {
            Optional<Ownership> ownership = Ownership.acquire(
                    connections.open(),
                    change.id(),
                    change.tableOid(),
                    new Ownership.Lines(connections, sessions),
                    stop);
            if (ownership.isEmpty()) {
                return Outcome.failed(change.id(), liveOwner(store.get(change.id())));
            }
            Outcome outcome;
            try (Ownership owned = ownership.get()) {
                outcome = asOwner(change, until, direction, tuning, owned);
            }
            noteEnd(change.id(), ownership.get().epoch(), outcome.error());
            return outcome;
        } catch (SQLException e) {
            throw new EngineException(
                    ErrorCode.CONNECTION_LOST,
                    "Cannot open the connection that would own change " + change.id() + ": " + Sql.message(e),
                    false,
                    "See that the server takes connections, then restart.",
                    e);
        }
    }

    static EngineException liveOwner(ChangeRecord change) {
        String owner = change.owner();
        return new EngineException(
                ErrorCode.LIVE_OWNER,
                "Change " + change.id() + " is owned by "
                        + (owner == null ? "another engine on the same table" : owner),
                false,
                "Wait for it, or stop it with zdm-batch stop " + change.id() + ".");
    }

    /** What came of the change stands elsewhere: the history may lack a line where the server is gone. */
    private void noteEnd(long id, long epoch, @Nullable EngineException error) {
        if (error != null && (error.code() == ErrorCode.OWNERSHIP_LOST || error.code() == ErrorCode.CONNECTION_LOST)) {
            return;
        }
        try {
            history.ended(id, epoch, error);
        } catch (DataAccessException | TransactionException e) {
            reporter.say("The history has no note of how this run ended: " + Sql.message(e));
        }
    }

    private Outcome asOwner(ChangeRecord found, Phase until, Direction direction, Tuning tuning, Ownership owned) {
        long id = found.id();
        recoverCrashed(id);
        Direction before = store.direction(id);
        database.inTransactionWithoutResult(() -> {
            store.begin(id, until, direction, tuning);
            history.begun(id, found.state(), until, direction, Ownership.hostName());
            store.stopCost(id, StopCost.NOTHING.lost());
            if (finalizes && store.whole(id).isEmpty()) {
                store.requestFinalize(id);
            }
        });
        owned.watch();
        ChangeRecord change = store.get(id);
        Reporter telling = tellingOf(change);
        telling.happened(new Began(direction == Direction.ROLLBACK));
        EngineException error;
        try {
            List<ChangeRecord> parts = store.parts(id);
            error = new PartRuns(change, parts, new Runs(id, parts, tuning, owned)).run(until, direction);
            store.setUntil(id, until);
        } catch (EngineException e) {
            error = e;
        } catch (RuntimeException e) {
            error = unexpected(id, e);
        }
        if (error == null) {
            ChangeRecord done = store.get(id);
            telling.happened(new Ended(done.isSwapped() && done.plan().hasContract(), store.isFinished(id), null));
            return Outcome.done(id);
        }
        if (error.code() != ErrorCode.OWNERSHIP_LOST && error.code() != ErrorCode.CONNECTION_LOST) {
            boolean refused = error.code() == ErrorCode.NO_WAY_BACK
                    || (error.code() == ErrorCode.CATALOG_DRIFTED && before == Direction.FORWARD);
            if (refused && !error.databaseChanged()) {
                store.setDirection(id, Direction.FORWARD);
            }
            store.setError(id, error);
        }
        telling.happened(new Ended(false, false, error));
        return Outcome.failed(id, error);
    }

    private Reporter tellingOf(ChangeRecord change) {
        return reporter.of(new ChangeSubject(
                change.id(),
                change.kind(),
                change.name(),
                change.plan().table().sql(),
                store.whole(change.id()).orElse(null)));
    }

    /** The change that is owned, and its parts, each of which is owned while it runs. */
    private final class Runs implements PartRuns.Runs {

        private final long id;
        private final Tuning tuning;
        private final Ownership owned;
        private final List<ChangeRecord> parts;

        Runs(long id, List<ChangeRecord> parts, Tuning tuning, Ownership owned) {
            this.id = id;
            this.tuning = tuning;
            this.owned = owned;
            this.parts = parts;
        }

        private int place(ChangeRecord part) {
            return 1 + parts.stream().map(ChangeRecord::id).toList().indexOf(part.id());
        }

        @Override
        public @Nullable EngineException own(Phase until) {
            if (!parts.isEmpty()) {
                ChangeRecord change = store.get(id);
                if (isRolledBack(change)) {
                    return null;
                }
                if (change.direction() == Direction.FORWARD) {
                    store.setUntil(id, until);
                    afresh(change);
                }
            }
            return execute(id, tuning, owned);
        }

        @Override
        public @Nullable EngineException part(ChangeRecord part, Phase until, Direction direction) {
            reporter.say("Part %d of %d: %s"
                    .formatted(place(part), parts.size(), part.plan().table().sql()));
            if (direction == Direction.FORWARD) {
                afresh(part);
            }
            EngineException error =
                    ChangeRunner.this.run(part, until, direction, tuning).error();
            return error == null
                    ? null
                    : new EngineException(
                            error.code(),
                            "Part %s: %s".formatted(part.plan().table().sql(), error.getMessage()),
                            error.databaseChanged() || direction == Direction.ROLLBACK,
                            error.next()
                                    .replace("zdm-batch restart " + part.id(), "zdm-batch restart " + id)
                                    .replace("zdm-batch rollback " + part.id(), "zdm-batch rollback " + id),
                            error);
        }

        /** What other parts have done since it was planned is no drift: it is planned with that before it begins. */
        private void afresh(ChangeRecord change) {
            JobInstance begun = jobRepository.getJobInstance(MigrationJobFactory.FORWARD, parameters(change.id()));
            if (begun == null || jobRepository.getJobExecutions(begun).isEmpty()) {
                replanner.replan(store.get(change.id()));
            }
        }

        private boolean isRolledBack(ChangeRecord change) {
            JobExecution last =
                    jobRepository.getLastJobExecution(MigrationJobFactory.ROLLBACK, parameters(change.id()));
            return change.direction() == Direction.ROLLBACK
                    && last != null
                    && last.getStatus() == BatchStatus.COMPLETED;
        }
    }

    static EngineException unexpected(long id, RuntimeException e) {
        if (Sql.state(e).equals(Sql.LOCK_NOT_AVAILABLE)) {
            return new EngineException(
                    ErrorCode.LOCK_TIMEOUT,
                    "A table could not be looked at, for another session has locked it: " + Sql.message(e),
                    true,
                    "Nothing is held. End that transaction or wait for it, then restart.",
                    e);
        }
        boolean lost = Sql.isConnectionLost(e);
        return new EngineException(
                lost ? ErrorCode.CONNECTION_LOST : ErrorCode.UNEXPECTED,
                (lost ? "The connection was lost: " : "Unexpected: ") + Sql.message(e),
                true,
                "What was committed stays. Go on with zdm-batch restart " + id + ".",
                e);
    }

    /** An owner that was taken over may still be writing down its end: then once more. */
    private void recoverCrashed(long id) {
        for (int attempt = 1; ; attempt++) {
            try {
                recoverOnce(id);
                return;
            } catch (OptimisticLockingFailureException e) {
                if (attempt >= MOST_STARTS) {
                    throw e;
                }
                stop.await(RESTART_PAUSE);
            }
        }
    }

    /** Executions that a dead owner left STARTED are ended, so that Batch lets another begin. */
    private void recoverOnce(long id) {
        for (String job : new String[] {MigrationJobFactory.FORWARD, MigrationJobFactory.ROLLBACK}) {
            for (JobExecution execution : jobRepository.findRunningJobExecutions(job)) {
                Long change = execution.getJobParameters().getLong("change");
                if (change != null && change == id) {
                    reporter.say(
                            "The last run of change " + id + " ended without a word; going on from its checkpoints");
                    jobOperator.recover(execution);
                }
            }
        }
        store.failUnfinishedExecutions(id);
        for (String job : new String[] {MigrationJobFactory.FORWARD, MigrationJobFactory.ROLLBACK}) {
            forgetUnbegun(job, id);
        }
    }

    /** Batch notes a job before its first execution, and never starts one that was cut off in between. */
    private void forgetUnbegun(String job, long id) {
        JobInstance instance = jobRepository.getJobInstance(job, parameters(id));
        if (instance != null && jobRepository.getJobExecutions(instance).isEmpty()) {
            jobRepository.deleteJobInstance(instance);
        }
    }

    private @Nullable EngineException execute(long id, Tuning tuning, Ownership owned) {
        boolean begun = false;
        for (int replans = 0; ; replans++) {
            ChangeRecord change = store.get(id);
            RunContext context = new RunContext(
                    change,
                    database,
                    jobRepository,
                    store,
                    tuning,
                    stop.child(),
                    new BlockerNotes(tellingOf(change), store, id),
                    owned.fence(database));
            JobExecution execution = launch(context);
            begun |= context.begun();
            if (context.failure() instanceof Drift.Detected drift) {
                boolean back = context.change().direction() == Direction.ROLLBACK;
                boolean wayBack = back && drift.ofMembers() && context.plan().picture() != null;
                if (replans >= MOST_REPLANS || ((context.change().isSwapped() || back) && !wayBack)) {
                    return drifted(drift, context, begun);
                }
                if (wayBack) {
                    reporter.say(drift.getMessage() + " The way back is planned anew.");
                    replanner.replanBack(context.change(), begun, new Drift(context)::describeForWayBack);
                    continue;
                }
                reporter.say("The catalog has changed since the plan was made. " + drift.getMessage());
                replanner.replan(context.change());
                continue;
            }
            return result(context, execution);
        }
    }

    private JobExecution launch(RunContext context) {
        JobParameters parameters = parameters(context.id());
        for (int attempt = 1; ; attempt++) {
            try {
                return jobOperator.start(new MigrationJobFactory(context).job(), parameters);
            } catch (JobRestartException | JobExecutionAlreadyRunningException | OptimisticLockingFailureException e) {
                if (attempt >= MOST_STARTS) {
                    throw new IllegalStateException(
                            "Spring Batch would not start the job of change " + context.id() + ": " + e.getMessage(),
                            e);
                }
                // An owner that was taken over may still be writing down its end.
                stop.await(RESTART_PAUSE);
                recoverCrashed(context.id());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("Spring Batch would not start the job of change " + context.id(), e);
            }
        }
    }

    private static JobParameters parameters(long id) {
        return new JobParametersBuilder().addLong("change", id).toJobParameters();
    }

    private static EngineException drifted(Drift.Detected drift, RunContext context, boolean begun) {
        boolean back = context.change().direction() == Direction.ROLLBACK;
        return new EngineException(
                ErrorCode.CATALOG_DRIFTED,
                "The catalog has changed since the " + (context.change().isSwapped() ? "swap" : "plan") + ". "
                        + drift.getMessage() + " "
                        + (back ? "Going back would lose it." : "Going on would lose it."),
                back && begun,
                drift.advice().isEmpty()
                        ? "Drop what is named, or make it on the column that stays; then try again."
                        : drift.advice());
    }

    private @Nullable EngineException result(RunContext context, JobExecution execution) {
        RuntimeException failure = context.failure();
        if (failure instanceof EngineException known) {
            return known;
        }
        if (failure != null) {
            throw failure;
        }
        if (execution.getStatus() == BatchStatus.COMPLETED || context.untilReached()) {
            if (context.change().direction() == Direction.ROLLBACK) {
                abandonForward(context.id());
            }
            return null;
        }
        if (stop.isRequested() || execution.getStatus() == BatchStatus.STOPPED) {
            return new EngineException(
                    ErrorCode.STOPPED,
                    "Stopped: " + stop.reason() + ". Everything that was committed stays.",
                    true,
                    "Go on with zdm-batch restart " + context.id() + ", or go back with zdm-batch rollback "
                            + context.id() + ".");
        }
        Throwable cause =
                execution.getAllFailureExceptions().stream().findFirst().orElse(null);
        return new EngineException(
                ErrorCode.UNEXPECTED,
                "The job ended " + execution.getStatus() + (cause == null ? "" : ": " + cause.getMessage()),
                true,
                "See the log file; then restart.",
                cause);
    }

    /** What was rolled back shall not be restarted forward. */
    private void abandonForward(long id) {
        JobExecution last = jobRepository.getLastJobExecution(MigrationJobFactory.FORWARD, parameters(id));
        if (last != null && (last.getStatus() == BatchStatus.STOPPED || last.getStatus() == BatchStatus.FAILED)) {
            try {
                jobOperator.abandon(last);
            } catch (JobExecutionAlreadyRunningException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
