package io.zdm.cli.console;

import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database that the console shows.
 *
 * @param key names it in addresses; a word
 * @param arguments that make a command line mean this database
 */
public record ConsoleDatabase(String key, Target target, List<String> arguments) {

    public ConsoleDatabase {
        arguments = List.copyOf(arguments);
    }

    /** Asks it something over a connection of its own. */
    <T> T ask(Function<Database, T> question) {
        try (Connection connection = Sessions.open(target)) {
            return question.apply(new Database(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw UnreachableServer.error(target, e);
        }
    }
}
