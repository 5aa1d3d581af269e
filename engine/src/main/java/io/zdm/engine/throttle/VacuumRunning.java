package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import org.jspecify.annotations.Nullable;

/** Whether somebody vacuums or analyzes the table: what its pass cleans, chunks that run beside it make again. */
public final class VacuumRunning implements Signal {

    /** Who may not see other roles' sessions knows it by the lock. */
    private static final String RUNNING = """
            SELECT string_agg(DISTINCT coalesce(nullif(left(a.query, 80), ''), 'pid ' || l.pid), ', ')
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.relation IN (SELECT ?::oid UNION SELECT relid FROM pg_partition_tree(?::oid::regclass))
            AND coalesce(a.application_name, '') <> 'zdm-batch'
            AND coalesce(a.backend_type, 'autovacuum worker') IN ('autovacuum worker', 'client backend')
            """;

    private final Database database;
    private final long table;

    public VacuumRunning(Database database, long table) {
        this.database = database;
        this.table = table;
    }

    @Override
    public String code() {
        return "vacuum";
    }

    @Override
    public String name() {
        return "vacuum on the table";
    }

    @Override
    public @Nullable String busy() {
        String running = database.first(RUNNING, (row, n) -> row.getString(1), table, table);
        return running == null ? null : "the table is being vacuumed: " + running + " (--wait-for-vacuum)";
    }
}
