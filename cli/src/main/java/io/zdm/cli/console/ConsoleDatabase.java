package io.zdm.cli.console;

import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
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

    /**
     * A session of its own.
     *
     * @throws UsageException where there is none to be had, with what to look at
     */
    Connection connect() {
        try {
            return Sessions.open(target);
        } catch (SQLException e) {
            throw UnreachableServer.error(target, e);
        }
    }

    /**
     * Asks it something over such a session.
     *
     * @throws ApiProblem where there is none to be had
     */
    <T> T ask(Function<Database, T> question) {
        try (Connection connection = connect()) {
            return question.apply(new Database(new SingleConnectionDataSource(connection, true)));
        } catch (UsageException | SQLException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_GATEWAY,
                    String.valueOf(e.getMessage()),
                    "The page goes on by itself as soon as the database can be reached.");
        }
    }
}
