package io.zdm.cli.command;

import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Mixin;

/** A command that runs changes: needs the engine, which needs Spring. */
public abstract class EngineCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    TuningOptions tuning = new TuningOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ObservationOptions observation = new ObservationOptions();

    private final EngineSession session;

    EngineCommand(EngineSession session) {
        this.session = session;
    }

    EngineSession session() {
        return session;
    }

    /** Whether stderr is read by programs, a JSON object a line. */
    public boolean logsJson() {
        return observation.logFormat == ObservationOptions.LogFormat.ecs;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    /** @throws io.zdm.engine.change.UsageException where an option makes no sense */
    public void validate() {
        tuning.tuning();
        observation.validate();
    }

    /**
     * Looks whether the server answers and the options fit it, before Spring starts: a lock wait that outlives
     * deadlock_timeout could make the application a deadlock's victim.
     *
     * @throws UsageException where it does not or they do not
     */
    public void check(Target target) {
        try (Connection open = Sessions.open(target)) {
            long limit = new Database(new SingleConnectionDataSource(open, true))
                    .value("SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'", Long.class);
            if (tuning.lockTimeout.toMillis() >= limit) {
                throw new UsageException(
                        "--lock-timeout=" + tuning.lockTimeout.toMillis() + "ms must be below the server's"
                                + " deadlock_timeout, which is " + limit + "ms. Nothing was changed.");
            }
        } catch (DataAccessException e) {
            throw Sql.isConnectionLost(e) ? UnreachableServer.error(target, e) : e;
        } catch (SQLException e) {
            throw UnreachableServer.error(target, e);
        }
    }
}
