package io.zdm.engine.postgres;

import io.zdm.engine.postgres.LockHolders.Holder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessException;

/** Looks, from another session, at one of the engine's sessions while it waits for a lock. Ends when closed. */
final class LockWatch implements AutoCloseable {

    private static final String BEHIND = """
            SELECT DISTINCT ON (l.pid)
            """ + Activity.TEXT + """
                   AS text
            FROM pg_locks w
            JOIN pg_locks l ON l.relation = w.relation AND l.database = w.database AND NOT l.granted AND l.pid <> w.pid
            LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE w.pid = ? AND NOT w.granted AND w.pid = ANY (pg_blocking_pids(l.pid)) ORDER BY l.pid
            """;

    /** Not somebody's work: only where it still waits. */
    private static final String CANCEL =
            "SELECT pg_cancel_backend(w.pid) FROM (SELECT DISTINCT pid FROM pg_locks WHERE pid = ? AND NOT granted) w";

    private final Database database;
    private final int pid;
    private final Predicate<Seen> givesUp;
    private final ScheduledExecutorService watcher;
    private final ScheduledFuture<?> looking;
    private final LockHolders holders;
    private volatile boolean gaveUp;
    private boolean closed;

    /**
     * @param pid the backend that may wait
     * @param first when it looks for the first time
     * @param givesUp asked at every look at which the backend does wait, in the watcher's thread: true cancels the wait
     */
    LockWatch(Database database, int pid, Duration first, Duration interval, Predicate<Seen> givesUp) {
        this.database = database;
        this.pid = pid;
        this.givesUp = givesUp;
        this.holders = new LockHolders(database);
        this.watcher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "zdm-lock-watch");
            thread.setDaemon(true);
            return thread;
        });
        this.looking = watcher.scheduleWithFixedDelay(
                this::look, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * One look.
     *
     * @param blockers who is in the way, prepared transactions included; never empty
     * @param behind who waits because this one waits
     */
    record Seen(List<Holder> blockers, List<String> behind) {

        private static final int NAMED = 3;

        /** Whom we made wait, for people; empty where it was nobody. */
        String behindText() {
            return behind.isEmpty()
                    ? ""
                    : "; " + behind.size() + " waited behind us: "
                            + String.join("; ", behind.subList(0, Math.min(NAMED, behind.size())))
                            + (behind.size() > NAMED ? "; …" : "");
        }
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        try {
            List<Holder> blockers = holders.blocking(pid);
            if (!blockers.isEmpty() && givesUp.test(new Seen(blockers, behind()))) {
                gaveUp = true;
                database.list(CANCEL, (row, n) -> row.getBoolean(1), pid);
            }
        } catch (DataAccessException e) {
            // The wait has a timeout of its own; the session that waits will say what is wrong with the server.
            closed = true;
        }
    }

    private List<String> behind() {
        return database.list(BEHIND, (row, n) -> row.getString("text"), pid);
    }

    /** Whether the wait was cancelled because of what was seen. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** A look that has begun is over when this returns. */
    @Override
    public void close() {
        looking.cancel(false);
        watcher.shutdown();
        synchronized (this) {
            closed = true;
        }
    }
}
