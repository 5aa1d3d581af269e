package io.zdm.cli.command;

import io.zdm.engine.batch.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Continues a stopped, failed or crashed change in the direction it had. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Continues a stopped, failed or crashed change in the direction it had.",
        footer = {"", "Example: zdm-batch restart 1 --workers=2"})
public final class RestartCommand extends OneChangeCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    @Option(
            names = "--take-over",
            description = "end the sessions of an owner that still holds the change: for one whose host is gone")
    boolean takeOver;

    @Mixin
    UntilOption until = new UntilOption();

    public RestartCommand(EngineSession session) {
        super(session);
    }

    @Override
    Outcome execute(RunFactory options) {
        return session().engine().restart(id, takeOver, options.with(null, until.until, tuning.tuning(), plan -> {}));
    }
}
