package io.zdm.cli.command;

import io.zdm.cli.output.Json;
import io.zdm.cli.output.NextSteps;
import io.zdm.cli.output.StatusJson;
import io.zdm.cli.output.StatusText;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a running change at its next chunk and returns once it has stopped. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description =
                "Stops a running change at its next chunk, from any terminal or machine; returns once it has stopped.",
        footer = {"", "Example: zdm-batch stop 1"})
public final class StopCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    private final Console console;
    private final Targets targets;

    public StopCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        try (PlainSession session = PlainSession.open(targets, connection)) {
            StatusReader reader = new StatusReader(session.database());
            Status status = StatusCommand.one(reader, id, session);
            if (status.isLive()) {
                new ChangeStore(session.database()).requestStop(id);
                console.err().println("Asked change " + id + " to stop; waiting for its chunk to end");
                do {
                    if (console.stop().awaitQuietly(100, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                    status = StatusCommand.one(reader, id, session);
                } while (status.isLive());
            } else {
                console.err().println("Change " + id + " is not running");
            }
            if (output.isJson()) {
                console.out().println(Json.write(new StatusJson(session.target()).change(status, null)));
            } else {
                console.out().print(StatusText.detail(status));
                console.out().println(NextSteps.of(status));
            }
            return 0;
        }
    }
}
