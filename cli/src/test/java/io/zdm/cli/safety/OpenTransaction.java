package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An application's transaction that stays open until the test closes it. */
final class OpenTransaction implements AutoCloseable {

    private final Connection connection;

    /** Runs these statements and leaves the transaction open. */
    OpenTransaction(TestDatabase database, String... sql) throws SQLException {
        connection = database.connect();
        connection.setAutoCommit(false);
        run(sql);
    }

    void run(String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    int pid() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
