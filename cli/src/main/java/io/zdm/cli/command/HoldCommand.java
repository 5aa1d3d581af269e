package io.zdm.cli.command;

import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets nothing of a change be done before a time. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description =
                "Lets nothing of a change be done before a time: a running one waits from its next chunk on, another"
                        + " one is not started. resume lifts it.",
        footer = {"", "Example: zdm-batch hold 1 --until=2027-01-31T22:00:00+01:00"})
public final class HoldCommand extends SteeringCommand {

    @Option(names = "--until", required = true, paramLabel = "TIME", description = "ISO 8601 with its offset")
    String until = "";

    public HoldCommand(Console console, Targets targets) {
        super(console, targets);
    }

    @Override
    @Nullable
    EngineException steer(ChangeStore store, Status status) {
        OffsetDateTime time = time(until);
        if (isDone(status)) {
            return notPossible(status, ": there is nothing to hold", "Nothing to do.");
        }
        store.hold(status.id(), time);
        return null;
    }

    private static OffsetDateTime time(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (!time.isAfter(OffsetDateTime.now(time.getOffset()))) {
                throw new UsageException("--until=" + text + " is over already. Nothing was changed.");
            }
            return time;
        } catch (DateTimeParseException e) {
            throw new UsageException("--until=" + text
                    + " is no time: write ISO 8601 with its offset, for example 2027-01-31T22:00:00+01:00");
        }
    }
}
