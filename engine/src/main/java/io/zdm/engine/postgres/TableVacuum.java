package io.zdm.engine.postgres;

import io.zdm.engine.change.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * VACUUM of one table, such that nobody waits: without the truncation, which wants ACCESS EXCLUSIVE; not where somebody
 * else vacuums it already; slowed down, as autovacuum is. Readers and writers go on beside it.
 */
public final class TableVacuum {

    private static final String VACUUM = "VACUUM (TRUNCATE false, SKIP_LOCKED true, PARALLEL 0) ";

    private final Database database;
    private final String table;
    private final StopSignal stop;

    /** @param table qualified and quoted */
    public TableVacuum(Database database, String table, StopSignal stop) {
        this.database = database;
        this.table = table;
        this.stop = stop;
    }

    /** The planner's estimate; 0 where the table was never analyzed. */
    public long rows() {
        return database.value(
                "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = ?::regclass", Long.class, table);
    }

    /** Dead rows that the last VACUUM left and what came since, as PostgreSQL counts them. */
    public long dead() {
        return database.value("SELECT coalesce(pg_stat_get_dead_tuples(?::regclass::oid), 0)", Long.class, table);
    }

    /** Must not run inside a transaction. A stop cancels it. */
    public void run() {
        Connection connection = DataSourceUtils.getConnection(database.dataSource());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET vacuum_cost_delay = '2ms'; SET vacuum_cost_limit = 2000");
            CancellableStatement.execute(statement, VACUUM + table, stop);
            statement.execute("RESET vacuum_cost_delay; RESET vacuum_cost_limit");
        } catch (SQLException e) {
            stop.check();
            throw new SQLStateSQLExceptionTranslator().translate("VACUUM", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database.dataSource());
        }
    }
}
