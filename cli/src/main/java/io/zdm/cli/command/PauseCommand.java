package io.zdm.cli.command;

import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.postgres.StatusReader.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lets a running change wait at its next chunk. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Lets a running change wait from its next chunk on, until resume. Its owner stays, and so do the"
                + " triggers; stop ends it instead.",
        footer = {"", "Example: zdm-batch pause 1"})
public final class PauseCommand extends SteeringCommand {

    public PauseCommand(Console console, Targets targets) {
        super(console, targets);
    }

    @Override
    @Nullable
    EngineException steer(ChangeStore store, Status status) {
        if (!status.isLive()) {
            return notPossible(
                    status,
                    ", not running: there is nothing to pause",
                    isDone(status)
                            ? "Nothing to do."
                            : "zdm-batch hold " + status.id() + " --until=TIME keeps it from being started.");
        }
        store.setPaused(status.id(), true);
        return null;
    }
}
