package io.zdm.engine.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What pgjdbc's connections can do beyond JDBC. By reflection, because javac cannot resolve the annotations on the driver's
 * interfaces.
 */
final class Driver {

    private Driver() {}

    /** The process that the server itself names. */
    static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The process that the other end named when the connection was made; a pooler names one of its own. */
    static int announcedBackend(Connection connection) throws SQLException {
        try {
            return (Integer) connection.getClass().getMethod("getBackendPID").invoke(connection);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("Not a connection of pgjdbc", e);
        }
    }

    /** From now on statements are prepared by name at their first use: see {@link Database#catalog}. */
    static void prepareAtOnce(Connection connection) throws SQLException {
        try {
            connection
                    .getClass()
                    .getMethod("setPrepareThreshold", int.class)
                    .invoke(connection, Sessions.PREPARE_THRESHOLD);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("Not a connection of pgjdbc", e);
        }
    }
}
