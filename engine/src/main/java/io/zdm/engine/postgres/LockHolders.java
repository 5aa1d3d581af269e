package io.zdm.engine.postgres;

import io.zdm.engine.plan.LockLevel;
import java.util.List;

/** Who holds locks on a table that stand in the way of ours. */
public final class LockHolders {

    /** Without pg_monitor the sessions of other roles show neither application nor query. */
    private static final String HOLDERS = """
            SELECT DISTINCT ON (l.pid) l.pid, a.usename, a.application_name, left(a.query, 120) AS query,
                   date_trunc('second', a.xact_start) AS since, l.mode, a.state,
                   coalesce(a.backend_type = 'autovacuum worker', l.mode = 'ShareUpdateExclusiveLock') AS vacuum
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.relation = to_regclass(?) AND l.mode = ANY (?)
            ORDER BY l.pid, l.mode
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

    /** @param vacuum whether it looks like VACUUM or ANALYZE, which give way to one who waits long enough */
    public record Holder(int pid, String text, boolean vacuum) {}

    /** @param table qualified and quoted */
    public List<Holder> of(String table, LockLevel wanted) {
        return database.list(
                HOLDERS,
                (row, n) -> new Holder(
                        row.getInt("pid"),
                        "pid %d (user %s, application %s, %s, since %s, holds %s): %s"
                                .formatted(
                                        row.getInt("pid"),
                                        row.getString("usename"),
                                        row.getString("application_name"),
                                        row.getString("state"),
                                        row.getString("since"),
                                        row.getString("mode"),
                                        row.getString("query")),
                        row.getBoolean("vacuum")),
                table,
                conflicting(wanted).toArray(String[]::new));
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
