package io.zdm.cli.command;

import io.zdm.cli.console.ConsoleSettings;
import io.zdm.cli.console.WebConsole;
import io.zdm.cli.console.Zdm;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The web page from which changes are watched and steered. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "A web page with all changes of one or several databases, live: progress, charts, runbook, logs, and buttons for"
                    + " pause, resume, stop, tune, hold, restart, finalize, rollback, contract and halt. Ends at Ctrl-C; what"
                    + " was begun from it ends at its next chunk, then.",
            "Whoever may use it has a token: the one of ZDM_CONSOLE_TOKEN, those of --users, or one that is made at the"
                    + " start. What is done is written down with who did it."
        },
        footer = {
            "",
            "Example: zdm-batch console",
            "         zdm-batch console --database=orders=postgresql://zdm@db1/orders"
                    + " --database=users=postgresql://zdm@db2/users"
        })
public final class ConsoleCommand implements Callable<Integer> {

    @Mixin
    ShownDatabases databases = new ShownDatabases();

    @Mixin
    ListenerOptions listener = new ListenerOptions();

    @Mixin
    ConsoleAccess access = new ConsoleAccess();

    @Mixin
    HookOptions hooks = new HookOptions();

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            defaultValue = ".zdm/console-audit.jsonl",
            description = "where is written who did what, a line of JSON each (default: ${DEFAULT-VALUE})")
    Path audit = Path.of(".zdm/console-audit.jsonl");

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;
    private final Targets targets;
    private final Zdm zdm;
    private final Supplier<Map<String, CommandLine>> commands;

    /**
     * The command.
     *
     * @param zdm runs the commands that pages ask for
     * @param commands makes all of zdm-batch, by name
     */
    public ConsoleCommand(Console console, Targets targets, Zdm zdm, Supplier<Map<String, CommandLine>> commands) {
        this.console = console;
        this.targets = targets;
        this.zdm = zdm;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        hooks.validate();
        ConsoleSettings settings = new ConsoleSettings(
                listener.listener(),
                access.users(targets.environment()),
                access.readOnly,
                audit,
                hooks.arguments(),
                root().version().length == 0 ? "" : root().version()[0]);
        try (ShownDatabases shown = databases;
                WebConsole web = WebConsole.start(settings, shown.open(targets), commands.get(), zdm, console.stop())) {
            access.tell(console, web.url());
            while (!console.stop().awaitQuietly(1, TimeUnit.HOURS)) {
                // Until Ctrl-C.
            }
            console.err().println("Ending; what was begun from the console ends at its next chunk");
        }
        return 0;
    }

    private CommandSpec root() {
        return Objects.requireNonNull(spec).root();
    }
}
