package io.zdm.engine.postgres;

import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.TableLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.retry.backoff.ExponentialRandomBackOffPolicy;
import org.springframework.retry.support.RetryTemplate;

/**
 * Runs short DDL: every lock with a timeout, retried with backoff and jitter. A waiter for a strong lock makes everybody
 * queue behind it, so the first attempts are very short. Only the first lock is waited for; the others are taken at once
 * or not at all (beside views within a few looks of a millisecond), so that no transaction of ours waits while it holds
 * what the application may want.
 */
public final class DdlRunner {

    private static final Set<Effect> NEED_PROOF = Set.of(Effect.SWAPPED, Effect.SWAPPED_BACK);
    private static final long FIRST_TIMEOUT_MILLIS = 10;
    private static final int LOOKS = 10;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONG_LOOK = Duration.ofSeconds(1);
    private static final String WAITING = "SELECT pg_backend_pid() AS pid, set_config('lock_timeout', ?, true)";
    private static final String PRESENT =
            "SELECT name FROM unnest(?::text[]) name WHERE pg_catalog.to_regclass(name) IS NOT NULL";
    private static final int MANY = 20;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final Database database;
    private final Tuning tuning;
    private final StopSignal stop;
    private final Reporter reporter;
    private final LockHolders holders;
    private final BlockerPolicy policy;

    /** From the watcher's thread: the last look at the wait of the last attempt, null where that did not wait so long. */
    private volatile LockWatch.@Nullable Seen lastSeen;

    public DdlRunner(Database database, Tuning tuning, StopSignal stop, Reporter reporter) {
        this.database = database;
        this.tuning = tuning;
        this.stop = stop;
        this.reporter = reporter;
        this.holders = new LockHolders(database);
        this.policy = new BlockerPolicy(database, tuning.blockers(), reporter);
    }

    /** How the locks went: how long they were held, and at which attempt they came. */
    public record Held(Duration duration, int attempts) {}

    /** What runs inside the transaction beside the step's statements. */
    public interface Inside {

        /** In the transaction, before any lock: where that throws, nobody has been bothered. */
        default void ahead() {}

        /** Under the locks, before the statements: whoever throws here undoes all. */
        void before();

        /** After the statements, with the facts about them. */
        void after(int attempts);
    }

    /**
     * Runs a step that swaps nothing.
     *
     * @throws EngineException with LOCK_TIMEOUT where no attempt got the locks; nothing is held then
     */
    public Held run(DdlStep step, Fence fence, Inside inside) {
        if (NEED_PROOF.contains(step.effect())) {
            throw new IllegalArgumentException(step.id() + " needs a proof");
        }
        return retried(step, fence, inside);
    }

    /** Runs a step that swaps, after having asked under its locks whether the proof still holds. */
    public Held swap(DdlStep step, VerifyProof proof, Fence fence, Inside inside) {
        return retried(step, fence, new Inside() {
            @Override
            public void ahead() {
                inside.ahead();
            }

            @Override
            public void before() {
                // Drift first: a table partition that came or went is a reason to plan anew, not to give up.
                inside.before();
                if (!proof.isGuarded(database)) {
                    throw unproven("a trigger that keeps the rows in step was changed after verify");
                }
                if (!proof.isInPlace(database)) {
                    throw unproven("a table without a key was rewritten after verify (VACUUM FULL or CLUSTER)");
                }
            }

            @Override
            public void after(int attempts) {
                inside.after(attempts);
            }
        });
    }

    private static EngineException unproven(String why) {
        return new EngineException(
                ErrorCode.VERIFY_DIFFERENCES,
                "Not swapped: " + why,
                false,
                "See who did that; then restart, which verifies anew.");
    }

    private Held retried(DdlStep step, Fence fence, Inside inside) {
        int[] attempts = {0};
        try {
            return retries().execute(context -> {
                stop.check();
                attempts[0]++;
                return told(step, attempts[0], () -> attempt(step, fence, inside, attempts[0]));
            });
        } catch (DataAccessException e) {
            if (!isLockTimeout(e)) {
                throw e;
            }
            throw new EngineException(
                    ErrorCode.LOCK_TIMEOUT,
                    "%s: did not get %s on %s in %d attempts%s. In the way now: %s"
                            .formatted(
                                    step.title(),
                                    step.locks().isEmpty()
                                            ? "a lock"
                                            : step.lock().sql(),
                                    step.locks().isEmpty() ? "what it works on" : tables(step),
                                    attempts[0],
                                    e instanceof GaveWayException ? "; at the last, " + e.getMessage() : "",
                                    describe(inTheWay(step)) + behind()),
                    false,
                    "Nothing is held. End those transactions or wait for them, then restart.",
                    e);
        }
    }

    private Held told(DdlStep step, int attempt, Supplier<Held> work) {
        boolean granted = true;
        try {
            return work.get();
        } catch (DataAccessException e) {
            granted = !isLockTimeout(e);
            throw e;
        } finally {
            reporter.happened(new LockTried(step.title(), attempt, granted));
        }
    }

    private void blocked(String waiting, int attempt, List<LockHolders.Holder> inTheWay) {
        reporter.happened(new Blocked(
                waiting,
                attempt,
                tuning.lockAttempts(),
                inTheWay.stream().map(LockHolders.Holder::text).toList()));
    }

    private Held attempt(DdlStep step, Fence fence, Inside inside, int attempt) {
        List<TableLock> locks = present(step.locks());
        List<LockHolders.Holder> conflicts = new ArrayList<>();
        List<TableLock> shed = new ArrayList<>();
        List<List<LockHolders.Holder>> held = holders.of(locks);
        for (int i = 0; i < locks.size(); i++) {
            TableLock lock = locks.get(i);
            List<LockHolders.Holder> of = held.get(i);
            conflicts.addAll(of);
            if (lock.viewOwner() == null
                    && lock.level().queuesApplication()
                    && of.stream().anyMatch(LockHolders.Holder::vacuum)) {
                shed.add(lock);
            }
        }
        if (!conflicts.isEmpty() && attempt > 1) {
            reporter.say("Waiting for " + step.lock().sql() + " on " + tables(step) + ", attempt " + attempt + " of "
                    + tuning.lockAttempts() + "; in the way: " + describe(conflicts) + behind());
            blocked(step.lock().sql() + " on " + tables(step), attempt, conflicts);
            policy.apply(conflicts);
        }
        if (locks.isEmpty() && attempt > 1) {
            List<LockHolders.Holder> seen = inTheWay(step);
            reporter.say("Waiting for a lock, attempt " + attempt + " of " + tuning.lockAttempts() + ": " + step.title()
                    + "; in the way: " + (seen.isEmpty() ? "too short to be seen" : describe(seen)) + behind());
            blocked(step.title(), attempt, seen);
            policy.apply(seen);
        }
        lastSeen = null;
        long[] locked = {0};
        database.inTransactionWithoutResult(() -> {
            fence.check();
            // What will be asked under the locks is asked once before, for the server to have it at hand then; and the
            // locks that deparsing takes are given back.
            database.execute("SAVEPOINT zdm_ahead");
            inside.ahead();
            database.execute("ROLLBACK TO SAVEPOINT zdm_ahead");
            // Where our machine goes while we hold what queues everybody, the server shall not wait for it as it may.
            // Of
            // what a statement of the user's locks nothing is known: it has the session's ten seconds.
            if (!step.locks().isEmpty()) {
                database.execute("SET LOCAL idle_in_transaction_session_timeout = '2s'");
            }
            takeLocks(locks, attempt, shed);
            locked[0] = System.nanoTime();
            database.execute("SET LOCAL statement_timeout = " + (step.scans() ? "0" : "'30s'"));
            inside.before();
            if (step.locks().isEmpty()) {
                // Nothing is held yet: the statement's own first lock may be waited for.
                watched(
                        timeoutMillis(attempt),
                        step.scans() ? LONG_LOOK : LOOK,
                        () -> database.executeAll(step.statements()));
            } else {
                database.execute("SET LOCAL lock_timeout = '" + (step.keepsOut() ? "1ms" : "500ms") + "'");
                database.executeAll(step.statements());
            }
            inside.after(attempt);
        });
        return new Held(Duration.ofNanos(System.nanoTime() - locked[0]), attempt);
    }

    /**
     * Every other attempt begins with another table: which of them is the busy one is not known. An autovacuum gives way
     * only to one who has waited for deadlock_timeout; SHARE UPDATE EXCLUSIVE can wait so long because it queues neither
     * readers nor writers behind it. Each lock is taken by itself: LOCK TABLE without ONLY would wait for the next table
     * partition while it holds the one before.
     */
    private void takeLocks(List<TableLock> wanted, int attempt, List<TableLock> shed) {
        List<TableLock> locks = inOrder(wanted, attempt);
        if (locks.isEmpty()) {
            return;
        }
        TableLock first = locks.get(0);
        boolean queues = first.level().queuesApplication();
        for (TableLock vacuumed : shed) {
            watched(
                    vacuumTimeoutMillis(),
                    new TableLock(vacuumed.table(), LockLevel.SHARE_UPDATE_EXCLUSIVE).statement());
        }
        watched(
                queues ? timeoutMillis(attempt) : Math.max(tuning.lockTimeout().toMillis(), vacuumTimeoutMillis()),
                first.statement());
        database.execute("SET LOCAL lock_timeout = '1ms'");
        List<TableLock> others = locks.subList(1, locks.size());
        if (locks.stream().noneMatch(l -> l.viewOwner() != null)) {
            database.executeAll(
                    others.stream().map(TableLock::statementWithoutWaiting).toList());
            return;
        }
        for (int i = 0; i < others.size(); ) {
            int few = others.get(i).viewOwner() != null || others.size() <= MANY ? 1 : MANY;
            takeSoon(others.subList(i, Math.min(i + few, others.size())));
            i += few;
        }
    }

    /** Waits for a lock, but not while too many wait behind it: another session sees that, and cancels the wait. */
    private void watched(long timeoutMillis, String lock) {
        watched(timeoutMillis, LOOK, () -> database.execute(lock));
    }

    private void watched(long timeoutMillis, Duration interval, Runnable work) {
        int pid = Objects.requireNonNull(database.first(WAITING, (row, n) -> row.getInt("pid"), timeoutMillis + "ms"));
        Integer most = tuning.limits().maxWaiters();
        try (LockWatch watch = new LockWatch(database, pid, LOOK, interval, seen -> {
            lastSeen = seen;
            return most != null && seen.behind().size() > most;
        })) {
            try {
                work.run();
            } catch (DataAccessException e) {
                throw watch.gaveUp() && Sql.state(e).equals(Sql.QUERY_CANCELED)
                        ? new GaveWayException("more than " + most + " sessions waited behind us (--max-waiters)", e)
                        : e;
            }
        }
    }

    /** The wait was given up for the sake of those behind it. */
    private static final class GaveWayException extends PessimisticLockingFailureException {

        private static final long serialVersionUID = 1L;

        GaveWayException(String message, DataAccessException cause) {
            super(message, cause);
        }
    }

    /**
     * A table and the views on it are wanted by the same queries, so it takes more than one look to find all of them free:
     * each of a millisecond, which is over before PostgreSQL looks for deadlocks.
     */
    private void takeSoon(List<TableLock> locks) {
        for (int look = 1; ; look++) {
            database.execute("SAVEPOINT zdm_lock");
            try {
                database.executeAll(locks.stream().map(TableLock::statement).toList());
                return;
            } catch (DataAccessException e) {
                if (look == LOOKS || !isLockTimeout(e)) {
                    throw e;
                }
                database.execute("ROLLBACK TO SAVEPOINT zdm_lock");
            }
        }
    }

    /** Who uses a table partition mostly came through its root: odd attempts begin there, even ones with each in turn. */
    private static List<TableLock> inOrder(List<TableLock> wanted, int attempt) {
        List<TableLock> locks = new ArrayList<>(wanted);
        if (attempt % 2 == 0 && locks.size() > 1) {
            locks.add(0, locks.remove(1 + (attempt / 2 - 1) % (locks.size() - 1)));
        }
        return locks;
    }

    /** A table partition may have been dropped since the step was planned. */
    private List<TableLock> present(List<TableLock> locks) {
        if (locks.size() <= 1) {
            return locks;
        }
        Set<String> present = new HashSet<>(database.list(PRESENT, (row, n) -> row.getString(1), (Object)
                locks.stream().map(TableLock::table).toArray(String[]::new)));
        return locks.stream().filter(l -> present.contains(l.table())).toList();
    }

    private long timeoutMillis(int attempt) {
        long doubled = FIRST_TIMEOUT_MILLIS << Math.min(attempt - 1, 20);
        return Math.min(doubled, tuning.lockTimeout().toMillis());
    }

    private long vacuumTimeoutMillis() {
        return database.value("SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'", Long.class)
                + 200;
    }

    /** Of a step that does not say what it locks, as seen at the last attempt that waited so long. */
    private List<LockHolders.Holder> inTheWay(DdlStep step) {
        LockWatch.Seen seen = lastSeen;
        if (step.locks().isEmpty()) {
            return seen == null ? List.of() : seen.blockers();
        }
        return holders.of(step.locks()).stream().flatMap(List::stream).toList();
    }

    private String behind() {
        LockWatch.Seen seen = lastSeen;
        return seen == null ? "" : seen.behindText();
    }

    private static String describe(List<LockHolders.Holder> conflicts) {
        return conflicts.isEmpty()
                ? "nobody"
                : String.join(
                        "; ", conflicts.stream().map(LockHolders.Holder::text).toList());
    }

    private static String tables(DdlStep step) {
        return String.join(", ", step.locks().stream().map(TableLock::table).toList());
    }

    private RetryTemplate retries() {
        ExponentialRandomBackOffPolicy backOff = new ExponentialRandomBackOffPolicy();
        backOff.setInitialInterval(FIRST_BACKOFF.toMillis());
        backOff.setMultiplier(1.5);
        backOff.setMaxInterval(LONGEST_BACKOFF.toMillis());
        backOff.setSleeper(millis -> stop.await(Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(millis))));
        return RetryTemplate.builder()
                .maxAttempts(tuning.lockAttempts())
                .customBackoff(backOff)
                .retryOn(e -> isLockTimeout(e) || Sql.isEndedWhileIdle(e))
                .build();
    }

    private static boolean isLockTimeout(Throwable e) {
        String state = Sql.state(e);
        return e instanceof GaveWayException || state.equals(Sql.LOCK_NOT_AVAILABLE) || state.equals(Sql.DEADLOCK);
    }
}
