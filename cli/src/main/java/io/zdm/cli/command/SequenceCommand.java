package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.observe.Observers;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Mixin;

/** A command that runs the changes of files, one after another, and tells of all of them at the end. */
abstract class SequenceCommand extends EngineCommand {

    @Mixin
    UntilOption until = new UntilOption();

    SequenceCommand(EngineSession session) {
        super(session);
    }

    /** The changes, in the order in which they are run. */
    abstract List<ChangeEntry> entries();

    /** Runs them, or says of each why it was not run. */
    abstract List<ChangeResult> execute(List<ChangeEntry> entries, ConsoleReporter reporter, Observers observers);

    /** Before anything else is asked: an error in a file is one of usage. */
    @Override
    public void validate() {
        super.validate();
        entries();
    }

    @Override
    public Integer call() {
        Console console = session().console();
        List<ChangeResult> results;
        try (Observers observers = Observation.open(observation, session());
                ConsoleReporter reporter =
                        new ConsoleReporter(console.err(), console.terminal(), console.screen(), observers)) {
            results = execute(entries(), reporter, observers);
        }
        printer().summary(results);
        return ChangeResult.exitCode(results);
    }

    SequencePrinter printer() {
        return new SequencePrinter(session().console(), session().target(), output.isJson());
    }

    RunOptions options(ChangeEntry entry, ConsoleReporter reporter) {
        return new RunOptions(
                entry.name(),
                entry.origin(),
                until.until,
                tuning.tuning(),
                reporter,
                session().console().stop(),
                this::show);
    }

    /** With plans as things are now, on a connection of its own. */
    <T> T planning(ConsoleReporter reporter, Function<Planning, T> work) {
        try (Connection connection = Sessions.open(session().target())) {
            Database database = new Database(new SingleConnectionDataSource(connection, true));
            PlainPlanner planner = new PlainPlanner(session().target(), database, reporter);
            return work.apply(new Planning(database, planner, new FilePlans(planner, PlanFormat.TEXT)));
        } catch (SQLException e) {
            throw UnreachableServer.error(session().target(), e);
        }
    }

    /** What plans are made with. */
    record Planning(Database database, PlainPlanner planner, FilePlans plans) {}

    /** One that is told of when it has ended. */
    Outcome told(SequencePrinter printer, Outcome outcome) {
        printer.ended(outcome);
        return outcome;
    }

    /** In short: the whole of it is what the command plan shows. */
    private void show(MigrationPlan plan) {
        session().console().tell(new PlanRenderer().brief(PlanView.on(session().target(), plan, 0)));
    }
}
