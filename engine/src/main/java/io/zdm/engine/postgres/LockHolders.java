package io.zdm.engine.postgres;

import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.TableLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who holds locks on a table that stand in the way of ours. */
public final class LockHolders {

    /** Without pg_monitor the sessions of other roles show neither application nor query. */
    private static final String HOLDERS = """
            SELECT DISTINCT ON (w.number, l.pid) w.number, coalesce(l.pid, 0) AS pid,
            """ + Activity.TEXT + """
                   || ' (holds ' || l.mode || ')' AS text,
                   coalesce(a.backend_type = 'autovacuum worker', l.pid IS NOT NULL AND l.mode = 'ShareUpdateExclusiveLock')
                       AS vacuum,
                   coalesce(a.application_name, '') = 'zdm-batch' AS own
            FROM unnest(?::text[], ?::int[]) WITH ORDINALITY w (name, weakest, number)
            JOIN pg_locks l ON l.relation = to_regclass(w.name) LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND array_position(?::text[], l.mode) >= w.weakest
            ORDER BY w.number, l.pid, l.mode
            """;

    /** Process 0 is a prepared transaction, which has none. */
    private static final String BLOCKING = """
            SELECT b.pid,
            """ + Activity.TEXT + """
                   AS text,
                   coalesce(a.backend_type = 'autovacuum worker', false) AS vacuum,
                   coalesce(a.application_name, '') = 'zdm-batch' AS own
            FROM (SELECT DISTINCT unnest(pg_blocking_pids(?)) AS pid) b LEFT JOIN pg_stat_activity a ON a.pid = b.pid
            ORDER BY 1
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

    /** Who holds what conflicts with these locks, by the place of the lock in the list; tables that are no more have none. */
    public List<List<Holder>> of(List<TableLock> locks) {
        List<List<Holder>> holders =
                locks.stream().<List<Holder>>map(lock -> new ArrayList<>()).toList();
        String[] tables = locks.stream().map(TableLock::table).toArray(String[]::new);
        Integer[] weakest = locks.stream().map(l -> weakest(l.level())).toArray(Integer[]::new);
        database.list(
                HOLDERS,
                (row, n) -> holders.get(row.getInt("number") - 1).add(holder(row)),
                tables,
                weakest,
                MODES.toArray(String[]::new));
        return holders;
    }

    /** Whom this backend waits for, or would wait for behind others. */
    List<Holder> blocking(int pid) {
        return database.list(BLOCKING, (row, n) -> holder(row), pid);
    }

    private static Holder holder(ResultSet row) throws SQLException {
        int pid = row.getInt("pid");
        return new Holder(
                pid,
                pid == 0 ? "a prepared transaction (see pg_prepared_xacts)" : row.getString("text"),
                row.getBoolean("vacuum"),
                row.getBoolean("own"));
    }

    /** The place, from 1, of the weakest mode that conflicts: all stronger ones do, too. */
    private static int weakest(LockLevel wanted) {
        return switch (wanted) {
            case ACCESS_SHARE -> 8;
            case ROW_EXCLUSIVE -> 5;
            case SHARE_UPDATE_EXCLUSIVE -> 4;
            case SHARE_ROW_EXCLUSIVE -> 3;
            case ACCESS_EXCLUSIVE -> 1;
        };
    }
}
