package io.zdm.lint.trace;

import io.zdm.lint.source.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** The session that runs the statements of one file. */
final class Running implements AutoCloseable {

    private final Connection connection;
    private final PgConnection driver;
    private final int secondsAtMost;

    Running(Connection connection, int secondsAtMost) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(PgConnection.class);
        this.secondsAtMost = secondsAtMost;
    }

    Connection connection() {
        return connection;
    }

    int backend() {
        return driver.getBackendPID();
    }

    boolean inTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    boolean isBroken() {
        return driver.getTransactionState() == TransactionState.FAILED;
    }

    /** Something of our own. */
    void tell(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The file's statement, as it was written. Its own settings must not hide what the server says about its work. */
    Messages run(SqlStatement statement) throws SQLException {
        tell("SET client_min_messages = debug1");
        connection.clearWarnings();
        String data = CopyData.of(statement);
        if (data != null) {
            return copy(statement.sql(), data);
        }
        try (Statement run = connection.createStatement()) {
            run.setEscapeProcessing(false);
            run.setQueryTimeout(secondsAtMost);
            run.execute(statement.sql());
            return Messages.of(run.getWarnings());
        }
    }

    private Messages copy(String sql, String data) throws SQLException {
        try {
            driver.getCopyAPI().copyIn(sql, new StringReader(data));
            return Messages.of(null);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** Whether the server said that the statement must not stand in a transaction. */
    static boolean wantsNoTransaction(SQLException e) {
        @Nullable String state = e.getSQLState();
        return "25001".equals(state) || "2D000".equals(state);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
