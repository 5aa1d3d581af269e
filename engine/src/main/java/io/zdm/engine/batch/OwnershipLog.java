package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sql;
import org.springframework.dao.DataAccessException;

/**
 * Who had which table from when to when, kept by a constraint that nobody's mistake passes: were the lock ever given to
 * two, the second would not get past its line here.
 */
final class OwnershipLog {

    private static final String EXCLUSION_VIOLATION = "23P01";

    /**
     * The taker has the table's lock: whoever's line is open and does not hold it any more has died. A backend's number
     * is given out again.
     */
    private static final String CLOSE_DEAD = """
            UPDATE zdm.ownership w SET during = tstzrange(lower(during), greatest(lower(during), clock_timestamp()))
            WHERE table_oid = ?::bigint::oid AND upper_inf(during)
              AND (w.backend_pid = pg_backend_pid() OR NOT EXISTS (
                SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                  AND l.classid = ?::bigint::oid AND l.objid = w.table_oid AND l.pid = w.backend_pid
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())))
            """;

    /** After a failover the clock may be another one: a line never begins before the last has ended. */
    private static final String OPEN = """
            INSERT INTO zdm.ownership (change_id, table_oid, host, pid, backend_pid, during)
            SELECT ?, t.oid, ?, ?, pg_backend_pid(), tstzrange(greatest(clock_timestamp(),
                (SELECT max(upper(during)) FROM zdm.ownership
                 WHERE int8range(table_oid::bigint, table_oid::bigint, '[]') && int8range(t.oid::bigint, t.oid::bigint, '[]'))),
                NULL)
            FROM (SELECT ?::bigint::oid AS oid) t
            RETURNING id
            """;

    private static final String CLOSE = """
            UPDATE zdm.ownership SET during = tstzrange(lower(during), greatest(lower(during), clock_timestamp()))
            WHERE id = ? AND upper_inf(during)
            """;

    private final Database database;

    /** @param database the owner's connection, which holds the lock */
    OwnershipLog(Database database) {
        this.database = database;
    }

    /** @throws EngineException where another living owner has the table */
    long open(long changeId, long tableOid, int lockClass, String host, long pid) {
        try {
            database.update(CLOSE_DEAD, tableOid, lockClass);
            return database.value(OPEN, Long.class, changeId, host, pid, tableOid);
        } catch (DataAccessException e) {
            if (!Sql.state(e).equals(EXCLUSION_VIOLATION)) {
                throw e;
            }
            throw new EngineException(
                    ErrorCode.LIVE_OWNER,
                    "The table of change " + changeId + " has another owner: " + Sql.message(e),
                    false,
                    "Two engines must never have one table: see zdm.ownership, and zdm-batch status.",
                    e);
        }
    }

    void close(long line) {
        database.update(CLOSE, line);
    }
}
