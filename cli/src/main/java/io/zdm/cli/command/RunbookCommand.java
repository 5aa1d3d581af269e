package io.zdm.cli.command;

import io.zdm.cli.runbook.Runbook;
import io.zdm.cli.runbook.RunbookInput;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The operator's page for a change that exists: filled with what happened. Its subcommands are the change kinds. */
@Command(
        name = "runbook",
        mixinStandardHelpOptions = true,
        description = "The operator's page for a change: each step's SQL, locks, what to watch and do.",
        commandListHeading = "%nChange kinds, for a change that is not there yet:%n",
        footer = {
            "",
            "Example: zdm-batch runbook 1 --output=html",
            "         zdm-batch runbook changeColumnType --table=task_instance"
        })
public final class RunbookCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    RunbookFormatOption output = new RunbookFormatOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "a change that exists, as in zdm-batch status")
    @Nullable
    Long id;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;
    private final Targets targets;

    public RunbookCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        if (id == null) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "Say which change: its number, or a change kind");
        }
        long change = id;
        try (PlainSession session = PlainSession.open(targets, connection)) {
            StatusReader reader = new StatusReader(session.database());
            Status status = StatusCommand.one(reader, change, session);
            RunbookInput input = new RunbookInput(
                    new ChangeStore(session.database()).get(change).plan(),
                    status,
                    reader.phases(change),
                    reader.history(change));
            output.print(List.of(new Runbook(input)), console);
            return 0;
        }
    }
}
