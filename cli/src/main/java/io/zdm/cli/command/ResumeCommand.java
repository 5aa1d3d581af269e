package io.zdm.cli.command;

import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.postgres.StatusReader.Status;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lifts a pause and a hold. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Lifts a pause and a hold: a change that waits goes on, one that does not run may be started.",
        footer = {"", "Example: zdm-batch resume 1"})
public final class ResumeCommand extends SteeringCommand {

    public ResumeCommand(Console console, Targets targets) {
        super(console, targets);
    }

    @Override
    @Nullable
    EngineException steer(ChangeStore store, Status status) {
        if (isDone(status)) {
            return notPossible(status, ": there is nothing to resume", "Nothing to do.");
        }
        store.setPaused(status.id(), false);
        store.hold(status.id(), null);
        return null;
    }
}
