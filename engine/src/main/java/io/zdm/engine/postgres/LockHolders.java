package io.zdm.engine.postgres;

import io.zdm.engine.plan.LockLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Who holds locks on a table that stand in the way of ours. */
public final class LockHolders {

    /** Without pg_monitor the sessions of other roles show neither application nor query. */
    private static final String HOLDERS = """
            SELECT DISTINCT ON (l.pid) coalesce(l.pid, 0) AS pid, a.usename, a.application_name, left(a.query, 120) AS query,
                   date_trunc('second', a.xact_start) AS since, l.mode, a.state,
                   coalesce(a.backend_type = 'autovacuum worker', l.pid IS NOT NULL AND l.mode = 'ShareUpdateExclusiveLock')
                       AS vacuum
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.relation = to_regclass(?) AND l.mode = ANY (?)
            ORDER BY l.pid, l.mode
            """;

    /** Process 0 is a prepared transaction, which has none. */
    private static final String BLOCKING = """
            SELECT b.pid, a.usename, a.application_name, left(a.query, 120) AS query,
                   date_trunc('second', a.xact_start) AS since, NULL AS mode, a.state,
                   coalesce(a.backend_type = 'autovacuum worker', false) AS vacuum
            FROM unnest(pg_blocking_pids(?)) b(pid) LEFT JOIN pg_stat_activity a ON a.pid = b.pid
            GROUP BY 1, 2, 3, 4, 5, 7, 8 ORDER BY 1
            """;

    private static final List<String> MODES = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private final Database database;

    public LockHolders(Database database) {
        this.database = database;
    }

    /**
     * @param pid 0 for a prepared transaction
     * @param vacuum whether it looks like VACUUM or ANALYZE, which give way to one who waits long enough
     * @param own whether it is a session of an engine
     */
    public record Holder(int pid, String text, boolean vacuum, boolean own) {}

    /** @param table qualified and quoted */
    public List<Holder> of(String table, LockLevel wanted) {
        return database.list(
                HOLDERS, (row, n) -> holder(row), table, conflicting(wanted).toArray(String[]::new));
    }

    /** Whom this backend waits for, or would wait for behind others. */
    List<Holder> blocking(int pid) {
        return database.list(BLOCKING, (row, n) -> holder(row), pid);
    }

    private static Holder holder(ResultSet row) throws SQLException {
        String mode = row.getString("mode");
        int pid = row.getInt("pid");
        return new Holder(
                pid,
                pid == 0
                        ? "a prepared transaction (see pg_prepared_xacts)"
                        : "pid %d (user %s, application %s, %s, since %s%s): %s"
                                .formatted(
                                        pid,
                                        row.getString("usename"),
                                        row.getString("application_name"),
                                        row.getString("state"),
                                        row.getString("since"),
                                        mode == null ? "" : ", holds " + mode,
                                        row.getString("query")),
                row.getBoolean("vacuum"),
                Sessions.APPLICATION_NAME.equals(row.getString("application_name")));
    }

    private static List<String> conflicting(LockLevel wanted) {
        return switch (wanted) {
            case ACCESS_SHARE -> MODES.subList(7, 8);
            case ROW_EXCLUSIVE -> MODES.subList(4, 8);
            case SHARE_UPDATE_EXCLUSIVE -> MODES.subList(3, 8);
            case SHARE_ROW_EXCLUSIVE -> MODES.subList(2, 8);
            case ACCESS_EXCLUSIVE -> MODES;
        };
    }
}
