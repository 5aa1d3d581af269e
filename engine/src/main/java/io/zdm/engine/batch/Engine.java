package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Origin;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.SessionPool;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.TableFinder;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/** What the commands run, restart, rollback and contract do. */
public final class Engine {

    private final Target target;
    private final SessionPool sessions;
    private final Database database;
    private final JobRepository jobRepository;
    private final JobOperator jobOperator;
    private final Map<String, ChangePlanner> kinds;

    public Engine(
            Target target,
            SessionPool sessions,
            PlatformTransactionManager transactionManager,
            JobRepository jobRepository,
            JobOperator jobOperator,
            List<ChangePlanner> kinds) {
        this.target = target;
        this.sessions = sessions;
        this.database = new Database(sessions, transactionManager);
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
        this.kinds = kinds.stream().collect(Collectors.toMap(ChangePlanner::name, k -> k));
    }

    /**
     * What a run is told beside the change.
     *
     * @param name the change file's, or null
     * @param origin where the change was read, null where it was not in a change file
     * @param planned called with the plan before anything is touched, and with the id where it goes on
     * @param finalizes whether it minds no throttle
     */
    public record RunOptions(
            @Nullable String name,
            @Nullable Origin origin,
            Phase until,
            Tuning tuning,
            Reporter reporter,
            StopSignal stop,
            Consumer<MigrationPlan> planned,
            boolean finalizes) {

        public RunOptions(
                @Nullable String name,
                @Nullable Origin origin,
                Phase until,
                Tuning tuning,
                Reporter reporter,
                StopSignal stop,
                Consumer<MigrationPlan> planned) {
            this(name, origin, until, tuning, reporter, stop, planned, false);
        }

        RunOptions with(Tuning other) {
            return new RunOptions(name, origin, until, other, reporter, stop, planned, finalizes);
        }

        RunOptions finalizing(Tuning tuned) {
            return new RunOptions(name, origin, until, tuned, reporter, stop, planned, true);
        }
    }

    /** Plans the change and runs it, or continues what was begun. */
    public Outcome run(SchemaChange change, RunOptions options) {
        ChangePlanner kind = kind(change.kind());
        try (Connection connection = Sessions.open(target)) {
            Database single = new Database(new SingleConnectionDataSource(connection, true));
            TableRef table = new TableFinder(single).find(change.table()).table();
            List<ChangeRecord> others = table != null && ZdmSchema.opened(database)
                    ? new ChangeStore(single).ofTable(table.oid())
                    : List.of();
            Optional<ChangeRecord> same =
                    others.stream().filter(r -> ChangeStore.isSame(r, change)).findFirst();
            Planner planner = new Planner(single, options.reporter());
            if (same.isPresent() && !same.get().state().equals("ROLLED_BACK")) {
                RunAgain again = RunAgain.of(same.get(), change, kind, planner, options.until());
                if (again.goOn()) {
                    new ChangeStore(database).setOrigin(same.get().id(), options.origin());
                    options.planned().accept(same.get().plan());
                    return execute(same.get(), options.until(), Direction.FORWARD, options);
                }
                if (again.outcome() != null) {
                    if (again.outcome().error() == null) {
                        new ChangeStore(database).setOrigin(same.get().id(), options.origin());
                    }
                    return again.outcome();
                }
            }
            long number = ZdmSchema.exists(single) ? new ChangeStore(single).nextId() : 1;
            ChangeSet set = ChangeSet.plan(planner, kinds, change, kind, number, Set.of());
            List<Problem> open = new ArrayList<>(new OpenChanges(database).against(set, List.of()));
            new KillSwitch(single).problem().ifPresent(open::add);
            open.addAll(Throttles.invisible(single, options.tuning().limits()));
            List<Problem> problems =
                    Stream.concat(set.problems().stream(), open.stream()).toList();
            if (!problems.isEmpty()) {
                return Outcome.refused(set.own().plan().table(), problems);
            }
            set.all().forEach(p -> options.planned().accept(p.plan()));
            if (options.stop().isRequested()) {
                return Outcome.stoppedBeforeAnything();
            }
            return record(set, planner, options);
        } catch (SQLException e) {
            throw UnreachableServer.error(target, e);
        }
    }

    /** Plans changes of change files and queues them. */
    public Queueing queueing() {
        return new Queueing(database, connections(), kinds);
    }

    /**
     * Runs queued changes, as long as there is one whose turn it is or comes.
     *
     * @param parallel how many at a time
     * @return how each of them ended, or why it was not run
     */
    public Map<Long, Outcome> runQueued(List<Long> ids, int parallel, StopSignal stop, QueueRun.Listener listener) {
        return new QueueRun(this::turn, database, connections(), stop, listener).run(ids, parallel);
    }

    /** One that was picked. Its plan, where others came before it, was not the last word. */
    private Outcome turn(ChangeRecord record, RunOptions options) {
        return execute(record, options.until(), Direction.FORWARD, options);
    }

    private ChangeRunner.Connections connections() {
        return () -> Sessions.open(target);
    }

    private Outcome record(ChangeSet set, Planner planner, RunOptions options) {
        ZdmSchema.install(database);
        ChangeStore store = new ChangeStore(database);
        MigrationPlan plan = set.own().plan();
        SchemaChange change = set.own().change();
        String name =
                options.name() == null ? change.kind() + "-" + plan.table().name() : options.name();
        List<Problem> open = new ArrayList<>();
        Long id = database.inTransaction(() -> {
            set.tables()
                    .forEach(table -> database.value(
                            "SELECT pg_advisory_xact_lock(hashtextextended('zdm.change', ?))::text",
                            String.class,
                            table));
            boolean taken = store.ofTable(plan.table().oid()).stream()
                    .anyMatch(r -> !r.isEnded() && ChangeStore.isSame(r, change));
            open.addAll(new OpenChanges(database).against(set, List.of()));
            if (taken || !open.isEmpty()) {
                return null;
            }
            long inserted = set.insert(store, planner, name, options.until(), options.tuning());
            store.setOrigin(inserted, options.origin());
            return inserted;
        });
        if (!open.isEmpty()) {
            return Outcome.refused(plan.table(), open);
        }
        if (id == null) {
            ChangeRecord other = store.ofTable(plan.table().oid()).get(0);
            return Outcome.failed(other.id(), ChangeRunner.liveOwner(other));
        }
        return execute(store.get(id), options.until(), Direction.FORWARD, options);
    }

    /** A stop after the swap leaves SWAPPED, too: where more belongs to it, the catalog is asked what is left of that. */
    private static boolean waitsForContract(ChangeRecord record) {
        return record.state().equals("SWAPPED") && record.plan().afterSwap().isEmpty();
    }

    /**
     * Continues a change in the direction it had.
     *
     * @param takeOver ends the sessions of an owner that still holds the change: one whose host is gone does so until TCP
     *     notices
     */
    public Outcome restart(long id, boolean takeOver, RunOptions options) {
        ChangeRecord record = get(id);
        Optional<Outcome> part = asPart(id);
        if (part.isPresent()) {
            return part.get();
        }
        if (record.isRunning() && takeOver) {
            TakeOver.end(database, id, options.reporter(), options.stop());
            new ChangeStore(database)
                    .parts(id).stream()
                            .filter(ChangeRecord::isRunning)
                            .forEach(p -> TakeOver.end(database, p.id(), options.reporter(), options.stop()));
            record = get(id);
        }
        if (record.isRunning()) {
            return Outcome.failed(id, ChangeRunner.liveOwner(record));
        }
        if (record.isEnded()) {
            return Outcome.nothingToDo(id, "Change " + id + " is " + record.state() + "; nothing to do.");
        }
        if (waitsForContract(record) && options.until() != Phase.CONTRACT) {
            return Outcome.nothingToDo(
                    id, "Change " + id + " is swapped and waits for contract; nothing to do until then.");
        }
        return execute(record, options.until(), record.direction(), options);
    }

    /**
     * Like {@link #restart}, without throttles, windows, hold and pause; lock timeouts stay. One that runs is asked to do
     * so by its owner, as far as its own run goes, and waited for.
     *
     * @param tuned what is wanted instead of what it was last run with
     */
    public Outcome finalizeNow(long id, UnaryOperator<Tuning> tuned, RunOptions options) {
        ChangeRecord record = get(id);
        Optional<Outcome> part = asPart(id);
        if (part.isPresent()) {
            return part.get();
        }
        ChangeStore store = new ChangeStore(database);
        Tuning before = store.tuning(id);
        Tuning tuning = tuned.apply(before);
        if (record.isRunning()) {
            if (!tuning.equals(before)) {
                store.tune(id, tuning);
            }
            return new Finalizing(database, options.reporter(), options.stop()).elsewhere(record);
        }
        if (record.isEnded()) {
            return Outcome.nothingToDo(id, "Change " + id + " is " + record.state() + "; nothing to do.");
        }
        if (waitsForContract(record) && options.until() != Phase.CONTRACT) {
            return Outcome.nothingToDo(
                    id, "Change " + id + " is swapped and waits for contract; nothing to do until then.");
        }
        return execute(record, options.until(), record.direction(), options.finalizing(tuning));
    }

    /** Before the swap removes all traces; after it swaps back. */
    public Outcome rollback(long id, RunOptions options) {
        ChangeRecord record = get(id);
        Optional<Outcome> part = asPart(id);
        if (part.isPresent()) {
            return part.get();
        }
        if (record.isRunning()) {
            return Outcome.failed(id, ChangeRunner.liveOwner(record));
        }
        if (record.state().equals("ROLLED_BACK")) {
            return Outcome.nothingToDo(id, "Change " + id + " was rolled back; nothing to do.");
        }
        if (record.isEnded() || finished(record)) {
            return Outcome.failed(
                    id,
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "Change " + id + " is completed: "
                                    + (record.plan().hasContract()
                                            ? "there is no old column to go back to"
                                            : "nothing was kept to go back to"),
                            false,
                            "Run the opposite change instead."));
        }
        if (contractBegun(id)) {
            return Outcome.failed(
                    id,
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "The contract of change " + id + " has begun: old columns are gone already",
                            false,
                            "Finish it with zdm-batch contract " + id + "."));
        }
        if (record.plan().path() == MigrationPlan.Path.ONLINE
                && record.plan().undo().isEmpty()
                && new ChangeStore(database).hasStepsDone(id)) {
            return Outcome.failed(
                    id,
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "Change " + id + " has done statements that it does not know how to undo",
                            false,
                            "Go on with zdm-batch restart " + id
                                    + ", or undo them yourself; a definition can say how, by undo."));
        }
        return execute(record, record.until(), Direction.ROLLBACK, options);
    }

    /** A part is led by the change that it belongs to. */
    private Optional<Outcome> asPart(long id) {
        return new ChangeStore(database)
                .whole(id)
                .map(whole -> Outcome.failed(
                        id,
                        new EngineException(
                                ErrorCode.NOT_POSSIBLE_NOW,
                                "Change " + id + " is a part of change " + whole,
                                false,
                                "Say it of change " + whole + ", which leads all its parts.")));
    }

    /** Whether one of its parts has dropped its old column: the others cannot go back alone. */
    private boolean contractBegun(long id) {
        return new ChangeStore(database)
                .parts(id).stream().anyMatch(p -> p.direction() == Direction.FORWARD && finished(p));
    }

    /** A change whose contract has committed, though its job did not live to say so. */
    private boolean finished(ChangeRecord record) {
        return record.direction() == Direction.FORWARD && new ChangeStore(database).isFinished(record.id());
    }

    /** Drops the old column of a swapped change. */
    public Outcome contract(long id, RunOptions options) {
        ChangeRecord record = get(id);
        Optional<Outcome> part = asPart(id);
        if (part.isPresent()) {
            return part.get();
        }
        if (record.isRunning()) {
            return Outcome.failed(id, ChangeRunner.liveOwner(record));
        }
        if (record.state().equals("COMPLETED")) {
            return Outcome.nothingToDo(id, "Change " + id + " is completed; nothing to do.");
        }
        if (!record.isSwapped() || record.direction() == Direction.ROLLBACK) {
            return Outcome.failed(
                    id,
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "Change " + id + " is " + record.state() + ", not "
                                    + (record.plan().hasContract()
                                            ? "swapped and verified: its old column is still needed"
                                            : "completed"),
                            false,
                            record.state().equals("ROLLED_BACK")
                                    ? "Nothing to do: it was rolled back."
                                    : "Finish it first: zdm-batch restart " + id + "."));
        }
        return execute(record, Phase.CONTRACT, Direction.FORWARD, options);
    }

    /** What goes wrong from here on concerns a change that has its number, which whoever hears of it needs. */
    private Outcome execute(ChangeRecord record, Phase until, Direction direction, RunOptions options) {
        try {
            return executed(record, until, direction, options);
        } catch (EngineException e) {
            return Outcome.failed(record.id(), e);
        } catch (DataAccessException | TransactionException e) {
            return Outcome.failed(record.id(), ChangeRunner.unexpected(record.id(), e));
        }
    }

    private Outcome executed(ChangeRecord record, Phase until, Direction direction, RunOptions options) {
        if (record.state().equals("HELD") && !options.finalizes()) {
            return Outcome.failed(
                    record.id(),
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "Change " + record.id() + " is held",
                            false,
                            "Wait for its time, or lift the hold: zdm-batch resume " + record.id() + "."));
        }
        if (database.isTrue("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")) {
            return Outcome.failed(
                    record.id(),
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            "This server takes no writes: it is a standby, or its transactions are read-only",
                            false,
                            "Connect to the primary."));
        }
        // The tables of an older version are brought up to date.
        ZdmSchema.install(database);
        Optional<EngineException> halted = new KillSwitch(database).refusal();
        if (halted.isPresent()) {
            return Outcome.failed(record.id(), halted.get());
        }
        List<Problem> invisible = Throttles.invisible(database, options.tuning().limits());
        if (!invisible.isEmpty() && !options.finalizes()) {
            return Outcome.failed(
                    record.id(),
                    new EngineException(
                            ErrorCode.NOT_POSSIBLE_NOW,
                            invisible.get(0).message(),
                            false,
                            invisible.get(0).fix()));
        }
        ChangeStore store = new ChangeStore(database);
        Optional<Outcome> refused = direction == Direction.FORWARD
                ? new PlanAnew(database, connections(), kinds).before(record, options)
                : Optional.empty();
        if (refused.isPresent()) {
            return refused.get();
        }
        ChangeRunner runner = new ChangeRunner(
                database,
                jobRepository,
                jobOperator,
                connections(),
                sessions,
                new Replanner(store, kinds, connections(), options.reporter()),
                options.reporter(),
                options.stop());
        Outcome outcome = (options.finalizes() ? runner.finalizing() : runner)
                .run(store.get(record.id()), until, direction, options.tuning());
        ChangeQueue queue = new ChangeQueue(database);
        if (outcome.error() == null
                && queue.find(record.id()).isPresent()
                && store.get(record.id()).isOver()) {
            queue.done(record.id());
        }
        return outcome;
    }

    private ChangeRecord get(long id) {
        Optional<ChangeRecord> record =
                ZdmSchema.opened(database) ? new ChangeStore(database).find(id) : Optional.empty();
        return record.orElseThrow(() -> new UsageException(
                "There is no change " + id + " in " + target.database() + "; zdm-batch status --all lists them"));
    }

    private ChangePlanner kind(String name) {
        ChangePlanner kind = kinds.get(name);
        if (kind == null) {
            throw new UsageException("There is no change kind " + name);
        }
        return kind;
    }
}
