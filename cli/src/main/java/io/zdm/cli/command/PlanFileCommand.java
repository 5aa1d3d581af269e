package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanPart;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.engine.change.ErrorCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what the changes of a file would do, as one document. Its subcommands are the change kinds. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Shows every step of a change with its SQL and locks, and every problem. Leaves no trace. With -f, of"
                        + " all changes of a file, as one document.",
        commandListHeading = "%nChange kinds, for one change:%n",
        footer = {
            "",
            "Example: zdm-batch plan changeColumnType --table=task_instance",
            "         zdm-batch plan -f migrations/0102-external-executor-id-downgrade.yaml"
        })
public final class PlanFileCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    FileOption file = new FileOption();

    @Mixin
    PlanFormatOption output = new PlanFormatOption();

    private final Console console;
    private final Targets targets;

    public PlanFileCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        List<ChangeEntry> entries = file.entries("plan");
        try (PlainSession session = PlainSession.open(targets, connection);
                ConsoleReporter reporter = new ConsoleReporter(console.err(), console.terminal())) {
            List<PlanPart> parts = new FilePlans(new PlainPlanner(session, reporter), output.format).of(entries);
            console.out().print(new PlanRenderer().render(output.format, parts));
            console.out().flush();
            return parts.stream().anyMatch(PlanPart::refused) ? ErrorCode.REFUSED.exitCode() : 0;
        }
    }
}
