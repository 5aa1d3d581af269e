package io.zdm.engine.postgres;

import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.Walk;
import org.springframework.dao.DataAccessException;

/**
 * How many rows a backfill has left, all tables in one snapshot: chunk after chunk, a row that moves from where nobody has
 * looked yet to where somebody has would never be seen.
 */
public final class RowsLeft {

    private static final String UNDEFINED_TABLE = "42P01";

    private final Database database;
    private final StopSignal stop;

    public RowsLeft(Database database, StopSignal stop) {
        this.database = database;
        this.stop = stop;
    }

    /**
     * Reads the tables to their end.
     *
     * @throws DataAccessException also where a value does not convert
     */
    public long count(BackfillStep step) {
        try {
            return database.inTransaction(() -> {
                database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                return step.walks().stream()
                        .mapToLong(walk -> count(step, walk))
                        .sum();
            });
        } catch (DataAccessException e) {
            if (stop.isRequested() && Sql.state(e).equals(Sql.QUERY_CANCELED)) {
                throw new StoppedException(String.valueOf(stop.reason()));
            }
            throw e;
        }
    }

    /** The savepoint gives back the locks of a table and its indexes: of a large tree all together would be too many. */
    private long count(BackfillStep step, Walk walk) {
        database.execute("SAVEPOINT zdm_left");
        try {
            long left = database.longValue("SELECT count(*) FROM " + walk.rows() + " WHERE " + step.differing(), stop);
            database.execute("ROLLBACK TO SAVEPOINT zdm_left");
            return left;
        } catch (DataAccessException e) {
            if (step.walks().size() == 1 || !Sql.state(e).equals(UNDEFINED_TABLE)) {
                throw e;
            }
            // A table partition that was dropped meanwhile needs nothing any more.
            database.execute("ROLLBACK TO SAVEPOINT zdm_left");
            return 0;
        }
    }
}
