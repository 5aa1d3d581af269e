package io.zdm.engine.batch;

import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.Limits;
import io.zdm.engine.change.Limits.Lag;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.throttle.ActiveSessions;
import io.zdm.engine.throttle.DiskSpace;
import io.zdm.engine.throttle.LockWaiters;
import io.zdm.engine.throttle.QuerySignal;
import io.zdm.engine.throttle.ReplicaLag;
import io.zdm.engine.throttle.Signal;
import io.zdm.engine.throttle.Throttle;
import io.zdm.engine.throttle.VacuumRunning;
import io.zdm.engine.throttle.WalRate;
import io.zdm.engine.throttle.WindowSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** What a change minds, from its tuning; says why it waits, at once and now and then, and writes it down for status. */
final class Throttles {

    private static final Lag USUAL_LAG = new Lag(30, null);
    private static final long USUAL_FREE_DISK = 1L << 30;
    private static final Duration SAY_AGAIN = Duration.ofSeconds(30);

    private Throttles() {}

    /** Between chunks, and before steps. */
    static Throttle ofWork(RunContext context, Steering steering) {
        return new Throttle(signals(context, steering), new Listener(context)::heard);
    }

    /** As the tuning is now. */
    static List<Signal> signals(RunContext context, Steering steering) {
        Limits limits = context.tuning().limits();
        Database database = context.database();
        List<Signal> signals = new ArrayList<>();
        if (limits.window() != null) {
            signals.add(new WindowSignal("--window", limits.window(), Clock.systemUTC()));
        }
        if (limits.maxActive() != null) {
            signals.add(new ActiveSessions(database, limits.maxActive()));
        }
        if (limits.maxWaiters() != null) {
            signals.add(new LockWaiters(database, context.change().tableOid(), limits.maxWaiters()));
        }
        Lag lag = lag(context);
        if (lag != null) {
            signals.add(new ReplicaLag(database, lag, limits.standbys(), limits.slots(), limits.maxLag() != null));
        }
        if (limits.maxWalRate() != null) {
            signals.add(new WalRate(database, limits.maxWalRate()));
        }
        Long least = limits.minFreeDisk() == null ? usualDisk(database) : limits.minFreeDisk();
        if (least != null && least > 0) {
            signals.add(new DiskSpace(database, least));
        }
        if (limits.waitForVacuum()) {
            signals.add(new VacuumRunning(database, context.change().tableOid()));
        }
        if (limits.throttleQuery() != null) {
            signals.add(new QuerySignal(database, limits.throttleQuery()));
        }
        return unlessFinalizing(context, steering, signals);
    }

    /** What was asked for comes first; all else is no matter to a change that is finished now. */
    private static List<Signal> unlessFinalizing(RunContext context, Steering steering, List<Signal> signals) {
        List<Signal> minded = new ArrayList<>(List.of(steering));
        signals.forEach(signal -> minded.add(new Signal() {
            @Override
            public String code() {
                return signal.code();
            }

            @Override
            public String name() {
                return signal.name();
            }

            @Override
            public @Nullable String busy() {
                return context.isFinalizing() ? null : signal.busy();
            }
        }));
        return minded;
    }

    /** What was asked for and cannot be seen by this role: without an answer it would wait for ever. */
    static List<Problem> invisible(Database database, Limits limits) {
        List<Problem> problems = new ArrayList<>();
        Lag lag = limits.maxLag();
        if (lag != null && (lag.seconds() != null || lag.bytes() != null) && !ReplicaLag.isVisible(database)) {
            problems.add(new Problem(
                    ProblemCode.SIGNAL_INVISIBLE,
                    "--max-lag",
                    "This role cannot see how far standbys are behind",
                    "GRANT pg_monitor to it, or do without: --max-lag=off."));
        }
        if (limits.minFreeDisk() != null && limits.minFreeDisk() > 0 && !DiskSpace.isVisible(database)) {
            problems.add(new Problem(
                    ProblemCode.SIGNAL_INVISIBLE,
                    "--min-free-disk",
                    "The server's disks cannot be seen: it runs elsewhere, or this role may not read its settings",
                    "Watch them from outside and use --throttle-query or zdm-batch pause instead."));
        }
        if (limits.throttleQuery() != null) {
            unanswerable(new QuerySignal(database, limits.throttleQuery())).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> unanswerable(QuerySignal query) {
        try {
            query.busy();
            return Optional.empty();
        } catch (DataAccessException e) {
            if (Sql.isConnectionLost(e)) {
                throw e;
            }
            return Optional.of(new Problem(
                    ProblemCode.SIGNAL_INVISIBLE,
                    "--throttle-query",
                    "--throttle-query has no answer: " + Sql.message(e),
                    "Give a query that only reads, and whose one value is true or false."));
        }
    }

    /** Directly before the swap. */
    static Throttle ofSwap(RunContext context) {
        Limits limits = context.tuning().limits();
        List<Signal> signals = new ArrayList<>();
        if (limits.swapWindow() != null) {
            signals.add(new WindowSignal("--swap-window", limits.swapWindow(), Clock.systemUTC()));
        }
        return new Throttle(unlessFinalizing(context, new Steering(context), signals), new Listener(context)::heard);
    }

    /** Asked for or usual; null where nobody looks. A signal that this role cannot see is off, and said. */
    private static @Nullable Lag lag(RunContext context) {
        Lag asked = context.tuning().limits().maxLag();
        if (asked != null) {
            return asked.seconds() == null && asked.bytes() == null ? null : asked;
        }
        return ReplicaLag.isVisible(context.database()) ? USUAL_LAG : null;
    }

    private static @Nullable Long usualDisk(Database database) {
        return DiskSpace.isVisible(database) ? USUAL_FREE_DISK : null;
    }

    private static final class Listener {

        private final RunContext context;
        private boolean waiting;
        private long saidAt;

        Listener(RunContext context) {
            this.context = context;
        }

        /** Figures change every second: written down each time, said now and then. */
        void heard(String signal, @Nullable String reason) {
            context.store().throttled(context.id(), reason);
            context.reporter().happened(reason == null ? new WentOn() : new Throttled(signal, reason));
            if (reason == null) {
                context.reporter().say("Going on");
                waiting = false;
            } else if (!waiting || System.nanoTime() - saidAt > SAY_AGAIN.toNanos()) {
                context.reporter().say("Waiting: " + reason);
                saidAt = System.nanoTime();
                waiting = true;
            }
        }
    }
}
