package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Fence;
import io.zdm.engine.postgres.SessionPool;
import io.zdm.engine.postgres.Sql;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Owning a change: an advisory lock on the table, held by a dedicated connection. The lock proves that the owner lives:
 * it goes with the connection. The same connection sees requests to stop, and its loss stops the work.
 */
final class Ownership implements AutoCloseable {

    /** First key of the advisory lock; the second is the table's OID. Also in the view zdm.change_status. */
    static final int LOCK_CLASS = 1_515_218_242;

    private static final Duration POLL = Duration.ofMillis(250);

    private static final int POLLS_PER_HEARTBEAT = 8;

    /** What the owner's connection is asked takes milliseconds: one that is silent for so long has stalled. */
    private static final int SILENCE_MILLIS = 10_000;

    private final Connection connection;
    private final Database database;
    private final KillSwitch killSwitch;
    private final long changeId;
    private final long epoch;
    private final long line;
    private final Lines lines;
    private final StopSignal stop;
    private final ScheduledExecutorService watcher;
    private @Nullable ScheduledFuture<?> polling;
    private long polls;
    private boolean lost;
    private volatile boolean closed;

    /**
     * What else leads to the server.
     *
     * @param connections makes a new one, for when the owner's is lost
     * @param work those that do the work, of which each may stall by itself
     */
    record Lines(ChangeRunner.Connections connections, SessionPool work) {}

    private Ownership(
            Connection connection,
            Database database,
            long changeId,
            long epoch,
            long line,
            Lines lines,
            StopSignal stop) {
        this.connection = connection;
        this.database = database;
        this.killSwitch = new KillSwitch(database);
        this.changeId = changeId;
        this.epoch = epoch;
        this.line = line;
        this.lines = lines;
        this.stop = stop;
        this.watcher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "zdm-owner");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Takes the change over, or finds that a live owner has it.
     *
     * @param connection of its own; closed with the ownership
     */
    static Optional<Ownership> acquire(
            Connection connection, long changeId, long tableOid, Lines lines, StopSignal stop) throws SQLException {
        try {
            return taken(connection, changeId, tableOid, lines, stop);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Optional<Ownership> taken(
            Connection connection, long changeId, long tableOid, Lines lines, StopSignal stop) throws SQLException {
        Database database = new Database(new SingleConnectionDataSource(connection, true));
        if (!database.isTrue("SELECT pg_try_advisory_lock(?, ?::bigint::bit(32)::int)", LOCK_CLASS, tableOid)) {
            connection.close();
            return Optional.empty();
        }
        long pid = ProcessHandle.current().pid();
        long line = new OwnershipLog(database).open(changeId, tableOid, LOCK_CLASS, hostName(), pid);
        database.execute("SET idle_in_transaction_session_timeout = 0");
        database.execute("SET lock_timeout = 0");
        long epoch = database.value(
                "UPDATE zdm.fence SET epoch = epoch + 1 WHERE change_id = ? RETURNING epoch", Long.class, changeId);
        database.execute("SET lock_timeout = '500ms'");
        // Before anybody can see the change running: a stop that is requested from then on must not be forgotten.
        database.update("UPDATE zdm.change SET request = NULL WHERE id = ?", changeId);
        database.update("""
                INSERT INTO zdm.owner (change_id, host, pid, backend_pid, heartbeat_at)
                VALUES (?, ?, ?, pg_backend_pid(), clock_timestamp())
                ON CONFLICT (change_id) DO UPDATE SET host = excluded.host, pid = excluded.pid,
                backend_pid = excluded.backend_pid, heartbeat_at = excluded.heartbeat_at, throttle = NULL, blocked = NULL
                """, changeId, hostName(), pid);
        connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
        return Optional.of(new Ownership(connection, database, changeId, epoch, line, lines, stop));
    }

    /** Begins to listen for requests. */
    void watch() {
        polling = watcher.scheduleWithFixedDelay(this::poll, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        boolean heartbeat = polls++ % POLLS_PER_HEARTBEAT == 0;
        if (lost) {
            if (heartbeat) {
                endStalledWithoutOwner();
            }
            return;
        }
        try {
            if (heartbeat) {
                lines.work().endStalled(connection);
                database.update("UPDATE zdm.owner SET heartbeat_at = clock_timestamp() WHERE change_id = ?", changeId);
            }
            String request = database.first(
                    "SELECT coalesce(request, '') FROM zdm.change WHERE id = ?",
                    (row, n) -> row.getString(1),
                    changeId);
            if ("stop".equals(request)) {
                stop.request("a stop was requested");
            }
            killSwitch.on().ifPresent(on -> stop.request(on.toString()));
        } catch (SQLException | DataAccessException e) {
            // Another session of ours that writes this row may wait for its disk: the next heartbeat is soon.
            if (!Sql.state(e).equals(Sql.LOCK_NOT_AVAILABLE)) {
                lost = true;
                stop.request("the connection that holds the ownership was lost");
            }
        }
    }

    /** The work ends at its next chunk, but not what waits for an answer that never comes. */
    private void endStalledWithoutOwner() {
        try (Connection line = lines.connections().open()) {
            lines.work().endStalled(line);
        } catch (SQLException | RuntimeException unreachable) {
            if (!closed) {
                lines.work().endOld();
            }
        }
    }

    /** For transactions on other connections. */
    Fence fence(Database other) {
        return () -> {
            Long now = other.first(
                    "SELECT epoch FROM zdm.fence WHERE change_id = ? FOR SHARE", (row, n) -> row.getLong(1), changeId);
            if (now == null || now != epoch) {
                throw new EngineException(
                        ErrorCode.OWNERSHIP_LOST,
                        "Another engine has taken over change " + changeId,
                        false,
                        "Nothing to do here: see zdm-batch status " + changeId + ".");
            }
        };
    }

    @Override
    public void close() {
        if (polling != null) {
            polling.cancel(false);
        }
        watcher.shutdown();
        closed = true;
        lines.work().reachableAgain();
        try {
            if (!watcher.awaitTermination(5, TimeUnit.SECONDS)) {
                stop.request("the owner's connection does not answer");
            }
            try (connection) {
                new OwnershipLog(database).close(line);
                // A closed connection's backend ends a little later; who goes on at once must not meet its lock.
                database.execute("SELECT pg_advisory_unlock_all()");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | DataAccessException e) {
            stop.request("the owner's connection could not be closed: " + e.getMessage());
        }
    }

    /** Which of the change's owners it is. */
    long epoch() {
        return epoch;
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
