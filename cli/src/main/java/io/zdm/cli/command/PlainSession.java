package io.zdm.cli.command;

import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One connection for a command that needs no more: no Spring context, no pool. */
final class PlainSession implements AutoCloseable {

    private final Targets.Opened opened;
    private final Connection connection;

    private PlainSession(Targets.Opened opened, Connection connection) {
        this.opened = opened;
        this.connection = connection;
    }

    static PlainSession open(Targets targets, ConnectionOptions options) {
        Targets.Opened opened = targets.open(options);
        try {
            return new PlainSession(opened, Sessions.open(opened.target()));
        } catch (SQLException e) {
            opened.close();
            throw UnreachableServer.error(opened.target(), e);
        }
    }

    Target target() {
        return opened.target();
    }

    Database database() {
        return new Database(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw UnreachableServer.error(opened.target(), e);
        } finally {
            opened.close();
        }
    }
}
