package io.zdm.cli.command;

import io.zdm.cli.output.Json;
import io.zdm.engine.batch.KillSwitch;
import io.zdm.engine.batch.KillSwitch.On;
import io.zdm.engine.batch.ZdmSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kill switch of a database. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = "The kill switch: every change of this database stops at its next chunk, and none begins until"
                + " halt --off. Triggers stay; each change can be restarted afterwards.",
        footer = {"", "Example: zdm-batch halt --reason='incident 4711'"})
public final class HaltCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--off", description = "lets changes begin again; those that were stopped are restarted one by one")
    boolean off;

    @Option(names = "--reason", paramLabel = "TEXT", description = "for those who meet it", defaultValue = "")
    String reason = "";

    private final Console console;
    private final Targets targets;

    public HaltCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        try (PlainSession session = PlainSession.open(targets, connection)) {
            ZdmSchema.install(session.database());
            KillSwitch killSwitch = new KillSwitch(session.database());
            if (off) {
                killSwitch.turnOff();
            } else {
                killSwitch.turnOn(reason);
            }
            Optional<On> on = killSwitch.on();
            if (output.isJson()) {
                Map<String, @Nullable Object> json = new LinkedHashMap<>();
                json.put("halted", on.isPresent());
                json.put("since", on.map(On::since).orElse(null));
                json.put("by", on.map(On::by).orElse(null));
                json.put("reason", on.map(On::reason).orElse(null));
                console.out().println(Json.write(json));
            } else {
                console.out()
                        .println(on.map(o -> "From now on " + o + ". zdm-batch halt --off turns it off.")
                                .orElse("The kill switch is off. zdm-batch status shows what was stopped; restart goes"
                                        + " on."));
            }
            return 0;
        }
    }
}
