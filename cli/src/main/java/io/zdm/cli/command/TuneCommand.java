package io.zdm.cli.command;

import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.postgres.StatusReader.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Changes how hard a running change works. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description =
                "Changes how hard a running change works, from its next chunk on. What is not named stays as it is.",
        footer = {"", "Example: zdm-batch tune 1 --workers=2 --max-rate=20000"})
public final class TuneCommand extends SteeringCommand {

    @Mixin
    TuningOptions tuning = new TuningOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    public TuneCommand(Console console, Targets targets) {
        super(console, targets);
    }

    @Override
    @Nullable
    EngineException steer(ChangeStore store, Status status) {
        if (!status.isLive()) {
            return notPossible(
                    status,
                    ", not running",
                    isDone(status)
                            ? "Nothing to do."
                            : "Give the options to restart instead: zdm-batch restart " + status.id()
                                    + " --workers=2.");
        }
        store.tune(status.id(), tuning.over(store.tuning(status.id()), this::isGiven));
        return null;
    }

    private boolean isGiven(String option) {
        return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
