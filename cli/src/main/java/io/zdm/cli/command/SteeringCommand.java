package io.zdm.cli.command;

import io.zdm.cli.output.Json;
import io.zdm.cli.output.NextSteps;
import io.zdm.cli.output.StatusJson;
import io.zdm.cli.output.StatusText;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.batch.ZdmSchema;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks something of a change from any terminal or machine; its owner, if it has one, heeds it at its next chunk. */
abstract class SteeringCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    private final Console console;
    private final Targets targets;

    SteeringCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    /** Does it, or says why not. */
    abstract @Nullable EngineException steer(ChangeStore store, Status status);

    /** Whether nothing of it is left that could be paused, held or made slower. */
    static boolean isDone(Status status) {
        return status.isOver() || status.state().equals("SWAPPED");
    }

    static EngineException notPossible(Status status, String why, String next) {
        return new EngineException(
                ErrorCode.NOT_POSSIBLE_NOW, "Change " + status.id() + " is " + status.state() + why, false, next);
    }

    @Override
    public Integer call() {
        try (PlainSession session = PlainSession.open(targets, connection)) {
            StatusReader reader = new StatusReader(session.database());
            Status before = StatusCommand.one(reader, id, session);
            ZdmSchema.install(session.database());
            EngineException refused = before.partOf() == null
                    ? steer(new ChangeStore(session.database()), before)
                    : notPossible(
                            before,
                            " and a part of change " + before.partOf(),
                            "Say it of change " + before.partOf() + ", which leads all its parts.");
            Status after = StatusCommand.one(reader, id, session);
            if (output.isJson()) {
                console.out().println(Json.write(new StatusJson(session.target()).change(after, refused)));
            } else if (refused == null) {
                console.out().print(StatusText.detail(after, console.screen().outWidth()));
                console.out().println(NextSteps.of(after));
            }
            if (refused == null) {
                return 0;
            }
            console.err().println("zdm-batch: " + refused.getMessage() + ". " + refused.next());
            return refused.code().exitCode();
        }
    }
}
