package io.zdm.cli.command;

import io.zdm.engine.change.ChangeKind;
import io.zdm.jobs.ChangeKinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Builds picocli's commands where annotations do not reach. */
public final class CommandLines {

    private static final int WIDTH = 110;

    private CommandLines() {}

    /**
     * Adds a subcommand for each change kind to a command that can also stand alone.
     *
     * @param word where it names a kind, only that one's is added
     */
    public static <T> CommandLine addKinds(CommandLine parent, Class<T> type, IFactory factory, String word) {
        String name = parent.getCommandSpec().name();
        Map<String, ChangeKind> kinds = ChangeKinds.byName();
        ChangeKind only = kinds.get(word);
        for (ChangeKind kind : only == null ? kinds.values() : List.of(only)) {
            CommandLine child = new CommandLine(type, factory);
            CommandSpec spec = child.getCommandSpec();
            ((KindCommand) spec.userObject()).kind(kind);
            DefinitionOptions.addFlags(spec, kind);
            spec.name(kind.name())
                    .usageMessage()
                    .description(
                            kind.summary(),
                            "Without flags of the change itself, the one change of this kind and table in the change files"
                                    + " is taken.")
                    .footer(example(kind.example().replaceFirst("^run", name)));
            parent.addSubcommand(kind.name(), child);
        }
        return parent;
    }

    /** An option a line, as a shell reads it: wrapped anywhere else, a quoted value would break. */
    private static String[] example(String command) {
        String line = "Example: zdm-batch " + command;
        return line.length() < WIDTH
                ? new String[] {"", line}
                : ("\n" + line.replaceAll(" (?=--(?!table=))", " \\\\\n    ")).split("\n", -1);
    }

    public static void configure(CommandLine root) {
        root.registerConverter(Duration.class, new DurationConverter());
        root.setUsageHelpWidth(WIDTH);
        root.setUsageHelpLongOptionsMaxWidth(30);
        root.setAbbreviatedOptionsAllowed(false);
        // plan --output=sql: there is a change kind of that name.
        root.setAllowSubcommandsAsOptionParameters(true);
    }
}
