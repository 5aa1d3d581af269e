package io.zdm.engine.postgres;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * A session for statements that stand outside of transactions: without a lock timeout, which would also cancel the waits
 * inside CONCURRENTLY, and without a statement timeout. Whom they wait for is said; a stop cancels them.
 */
final class Concurrently {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Database database;
    private final Blockers blockers;
    private final StopSignal stop;
    private final Reporter reporter;

    /** @param blockers what becomes of transactions that a statement waits for */
    Concurrently(Database database, Blockers blockers, StopSignal stop, Reporter reporter) {
        this.database = database;
        this.blockers = blockers;
        this.stop = stop;
        this.reporter = reporter;
    }

    /** What is done in such a session. */
    interface Work {
        void in(Session session) throws SQLException;
    }

    void run(Work work) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database.dataSource());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = 0");
            work.in(new Session(statement));
        } finally {
            giveBack(connection);
        }
    }

    final class Session {

        private final Statement statement;

        private Session(Statement statement) {
            this.statement = statement;
        }

        void execute(String sql) throws SQLException {
            statement.execute(Sql.literally(sql));
        }

        /** It may wait for transactions, of other tables, too, and queues nobody meanwhile. */
        void watched(String waiting, String sql) throws SQLException {
            LongWait wait = new LongWait(waiting, database, blockers, reporter);
            int pid = Driver.backend(statement.getConnection());
            try (LockWatch watch = new LockWatch(database, pid, FIRST_LOOK, LOOK, seen -> {
                        wait.seen(seen.blockers());
                        return false;
                    });
                    BuildProgress progress = new BuildProgress(database, pid, reporter)) {
                CancellableStatement.execute(statement, Sql.literally(sql), stop);
            }
        }
    }

    /** No other step may find a session without a lock timeout: where it cannot be set again, the session is ended. */
    private void giveBack(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '500ms'");
            statement.execute("SET search_path = ''");
            statement.execute("RESET default_tablespace");
        } catch (SQLException e) {
            reporter.say("Ending a session without a lock timeout: " + Sql.message(e));
            abort(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, database.dataSource());
        }
    }

    private void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            reporter.say("Could not end it: " + Sql.message(e));
        }
    }
}
