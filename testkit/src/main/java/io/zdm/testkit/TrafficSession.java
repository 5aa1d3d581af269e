package io.zdm.testkit;

import io.zdm.testkit.JournalledTraffic.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** One thread's connection, which can be replaced when it was lost. */
final class TrafficSession implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    /** Longer than a server takes to end a session whose client is gone, or to recover from a crash. */
    private static final long PATIENCE_MILLIS = 60_000;

    private final Connections connections;
    private @Nullable Connection connection;
    /** The server's identity of our session: a pid alone may be used again. */
    private int pid;

    private String startedAt = "";

    TrafficSession(Connections connections) {
        this.connections = connections;
    }

    Connection connection() throws SQLException {
        if (connection == null) {
            Connection opened = connections.open();
            opened.setAutoCommit(false);
            try (Statement statement = opened.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pid, backend_start::text FROM pg_stat_activity"
                            + " WHERE pid = pg_backend_pid()")) {
                row.next();
                pid = row.getInt(1);
                startedAt = row.getString(2);
            }
            opened.rollback();
            connection = opened;
        }
        return connection;
    }

    /** Whether this error came with the end of the connection. */
    boolean lostBy(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        try {
            return state.startsWith("08") || state.startsWith("57P") || connection == null || connection.isClosed();
        } catch (SQLException closed) {
            return true;
        }
    }

    void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            close();
        }
    }

    /** Opens a new connection however long the server takes to come back. Fails when patience is over. */
    Connection reopen() throws SQLException, InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        close();
        while (true) {
            try {
                return connection();
            } catch (SQLException e) {
                if (System.currentTimeMillis() > deadline) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /**
     * As {@link #reopen}, and waits until the lost session has ended on the server: until then it may still be
     * committing.
     */
    Connection reopenAfterEnd() throws SQLException, InterruptedException {
        int lostPid = pid;
        String lostStart = startedAt;
        Connection opened = reopen();
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (isRunning(opened, lostPid, lostStart)) {
            if (System.currentTimeMillis() > deadline) {
                throw new SQLException("The lost session " + lostPid + " does not end");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return opened;
    }

    /** The row as it is now. */
    Journal.Row read(TrackedTable table, String key) throws SQLException {
        String sql = "SELECT %s::text FROM %s WHERE %s = ?".formatted(table.tracked(), table.table(), table.key());
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.setObject(1, key, Types.OTHER);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new Journal.Row(true, rows.getString(1)) : Journal.Row.DELETED;
            }
        } finally {
            rollback();
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException alreadyGone) {
            // Which is what was wanted.
        } finally {
            connection = null;
        }
    }

    private static boolean isRunning(Connection connection, int pid, String startedAt) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM pg_stat_activity WHERE pid = ? AND backend_start::text = ?")) {
            statement.setInt(1, pid);
            statement.setString(2, startedAt);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } finally {
            connection.rollback();
        }
    }
}
