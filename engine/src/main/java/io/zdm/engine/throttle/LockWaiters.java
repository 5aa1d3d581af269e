package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import org.jspecify.annotations.Nullable;

/** How many sessions wait for a lock on the table, or for one that this engine holds. */
public final class LockWaiters implements Signal {

    private static final String WAITERS = """
            SELECT count(DISTINCT l.pid) FROM pg_locks l
            WHERE NOT l.granted AND l.pid <> pg_backend_pid()
            AND l.pid NOT IN (SELECT pid FROM pg_stat_activity WHERE application_name = 'zdm-batch')
            AND (l.relation = ? AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                 OR EXISTS (SELECT FROM unnest(pg_blocking_pids(l.pid)) b JOIN pg_stat_activity a ON a.pid = b
                            WHERE a.application_name = 'zdm-batch' AND a.datname = current_database()))
            """;

    private final Database database;
    private final long table;
    private final int most;

    public LockWaiters(Database database, long table, int most) {
        this.database = database;
        this.table = table;
        this.most = most;
    }

    @Override
    public String code() {
        return "lock-waiters";
    }

    @Override
    public String name() {
        return "who waits for locks";
    }

    @Override
    public @Nullable String busy() {
        long waiters = database.value(WAITERS, Long.class, table);
        return waiters > most
                ? waiters + " sessions wait for a lock on the table, more than " + most + " (--max-waiters)"
                : null;
    }
}
