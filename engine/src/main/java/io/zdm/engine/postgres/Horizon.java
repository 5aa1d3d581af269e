package io.zdm.engine.postgres;

import java.util.List;

/** Who keeps dead rows from being removed: PostgreSQL keeps what the oldest snapshot anywhere might still see. */
public final class Horizon {

    private static final String HOLDERS = """
            SELECT text FROM (
                SELECT held.xmin,
            """ + Activity.TEXT + """
                       AS text
                FROM pg_stat_activity a CROSS JOIN LATERAL (VALUES
                    (CASE WHEN a.backend_type NOT IN ('autovacuum worker', 'walsender') THEN a.backend_xmin END),
                    (a.backend_xid)) held (xmin)
                WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
                UNION ALL
                SELECT backend_xmin, format('the standby %s, by its hot_standby_feedback', application_name)
                FROM pg_stat_replication
                UNION ALL
                SELECT xmin, format('the replication slot %I', slot_name) FROM pg_replication_slots
                UNION ALL
                SELECT transaction, format('the prepared transaction %L of %s', gid, owner)
                FROM pg_prepared_xacts WHERE database = current_database()
            ) held WHERE xmin IS NOT NULL AND age(xmin) > age(?::xid) GROUP BY text ORDER BY max(age(xmin)) DESC LIMIT 3
            """;

    private final Database database;

    public Horizon(Database database) {
        this.database = database;
    }

    /** A moment: what was committed before it is older than the transaction number returned. */
    public String now() {
        return database.value("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text", String.class);
    }

    /**
     * Who still needs what was dead at that moment. Those whom this role may not look into are missing.
     *
     * @param moment from {@link #now}
     */
    public List<String> heldBackSince(String moment) {
        return database.list(HOLDERS, (row, n) -> row.getString(1), moment);
    }
}
