package io.zdm.cli.command;

import io.zdm.cli.output.ConsoleReporter;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Mixin;

/** A command that runs a change: needs the engine, which needs Spring. */
public abstract class EngineCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    TuningOptions tuning = new TuningOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    private final EngineSession session;

    EngineCommand(EngineSession session) {
        this.session = session;
    }

    EngineSession session() {
        return session;
    }

    public ConnectionOptions connection() {
        return connection;
    }

    /** @throws io.zdm.engine.change.UsageException where an option makes no sense */
    public void validate() {
        tuning.tuning();
    }

    /** Does the work and says how it ended. */
    abstract Outcome execute(RunFactory options);

    /** Makes the options of a run; the reporter lives as long as the command. */
    interface RunFactory {
        RunOptions with(@Nullable String name, Phase until, Tuning tuning, Consumer<MigrationPlan> planned);
    }

    /** For a refusal: what was asked for. */
    OutcomePrinter.Asked asked() {
        return new OutcomePrinter.Asked("", null, "");
    }

    @Override
    public Integer call() {
        Console console = session.console();
        Outcome outcome;
        try (ConsoleReporter reporter = new ConsoleReporter(console.err(), console.terminal())) {
            outcome = execute((name, until, tuned, planned) ->
                    new RunOptions(name, until, tuned, reporter, console.stop(), planned));
        }
        new OutcomePrinter(console, session.target(), output.isJson()).print(outcome, asked());
        return outcome.exitCode();
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
