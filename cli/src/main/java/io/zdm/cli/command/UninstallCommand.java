package io.zdm.cli.command;

import io.zdm.cli.output.Json;
import io.zdm.engine.batch.Uninstallation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Leaves a database as if zdm-batch had never been there. */
@Command(
        name = "uninstall",
        mixinStandardHelpOptions = true,
        description =
                "Drops the schema zdm with the history of all changes. Refused while a change is open: one that is"
                        + " swapped, too, until it is contracted or rolled back.",
        footer = {"", "Example: zdm-batch uninstall --url=jdbc:postgresql://db/app"})
public final class UninstallCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    private final Console console;
    private final Targets targets;

    public UninstallCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        try (PlainSession session = PlainSession.open(targets, connection)) {
            boolean removed = Uninstallation.run(session.database());
            if (output.isJson()) {
                console.out().println(Json.write(Map.of("removed", removed)));
            } else {
                console.out()
                        .println(
                                removed
                                        ? "The schema zdm is dropped; nothing of zdm-batch is left in this database."
                                        : "There is no schema zdm in this database; nothing to do.");
            }
            return 0;
        }
    }
}
