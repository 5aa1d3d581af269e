package io.zdm.cli.command;

import io.zdm.cli.observe.Observers;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command that runs one change and tells of it alone. */
abstract class OneChangeCommand extends EngineCommand {

    OneChangeCommand(EngineSession session) {
        super(session);
    }

    /** Does the work and says how it ended. */
    abstract Outcome execute(RunFactory options);

    /** Makes the options of a run; the reporter lives as long as the command. */
    interface RunFactory {
        RunOptions with(@Nullable String name, Phase until, Tuning tuning, Consumer<MigrationPlan> planned);
    }

    /** For a refusal: what was asked for. */
    OutcomePrinter.Asked asked() {
        return new OutcomePrinter.Asked("", null, null, "");
    }

    @Override
    public Integer call() {
        Console console = session().console();
        Outcome outcome;
        try (Observers observers = Observation.open(observation, session());
                ConsoleReporter reporter =
                        new ConsoleReporter(console.err(), console.terminal(), console.screen(), observers)) {
            outcome = execute((name, until, tuned, planned) ->
                    new RunOptions(name, null, until, tuned, reporter, console.stop(), planned));
        }
        new OutcomePrinter(console, session().target(), output.isJson()).print(outcome, asked());
        return outcome.exitCode();
    }
}
