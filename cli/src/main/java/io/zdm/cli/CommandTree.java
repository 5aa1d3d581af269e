package io.zdm.cli;

import io.zdm.cli.command.ApplyCommand;
import io.zdm.cli.command.CommandLines;
import io.zdm.cli.command.ConsoleCommand;
import io.zdm.cli.command.ContractCommand;
import io.zdm.cli.command.DemoCommand;
import io.zdm.cli.command.FinalizeCommand;
import io.zdm.cli.command.HaltCommand;
import io.zdm.cli.command.HoldCommand;
import io.zdm.cli.command.JsonSchemaCommand;
import io.zdm.cli.command.LintCommand;
import io.zdm.cli.command.PauseCommand;
import io.zdm.cli.command.PlanCommand;
import io.zdm.cli.command.PlanFileCommand;
import io.zdm.cli.command.RestartCommand;
import io.zdm.cli.command.ResumeCommand;
import io.zdm.cli.command.RollbackCommand;
import io.zdm.cli.command.RunCommand;
import io.zdm.cli.command.RunFileCommand;
import io.zdm.cli.command.RunbookCommand;
import io.zdm.cli.command.RunbookKindCommand;
import io.zdm.cli.command.StatusCommand;
import io.zdm.cli.command.StopCommand;
import io.zdm.cli.command.TuneCommand;
import io.zdm.cli.command.UninstallCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The commands, whoever makes their instances. To make all with all their options takes longer than many a command: where
 * the first words name one, it is made alone.
 */
final class CommandTree {

    /** It writes down all the others. */
    private static final String COMPLETION = "generate-completion";

    private final IFactory factory;
    private final List<String> words;
    private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();

    private CommandTree(IFactory factory, List<String> words) {
        this.factory = factory;
        this.words = words;
        kinds("run", RunFileCommand.class, RunCommand.class);
        kinds("plan", PlanFileCommand.class, PlanCommand.class);
        single("apply", ApplyCommand.class);
        kinds("runbook", RunbookCommand.class, RunbookKindCommand.class);
        single("status", StatusCommand.class);
        single("stop", StopCommand.class);
        single("pause", PauseCommand.class);
        single("resume", ResumeCommand.class);
        single("halt", HaltCommand.class);
        single("hold", HoldCommand.class);
        single("tune", TuneCommand.class);
        single("restart", RestartCommand.class);
        single("rollback", RollbackCommand.class);
        single("contract", ContractCommand.class);
        single("finalize", FinalizeCommand.class);
        single("uninstall", UninstallCommand.class);
        single("lint", LintCommand.class);
        single("console", ConsoleCommand.class);
        single("demo", DemoCommand.class);
        single("json-schema", JsonSchemaCommand.class);
        single(COMPLETION, GenerateCompletion.class);
    }

    /** @param words of the command line for which they are made; without any, all are */
    static CommandLine with(IFactory factory, String... words) {
        return new CommandTree(factory, List.of(words)).root();
    }

    private CommandLine root() {
        CommandLine root = new CommandLine(new RootCommand(), factory);
        String first = words.isEmpty() ? "" : words.get(0);
        boolean alone = commands.containsKey(first) && !first.equals(COMPLETION);
        commands.forEach((name, command) -> {
            if (!alone || name.equals(first)) {
                root.addSubcommand(name, command.get());
            }
        });
        CommandLines.configure(root);
        return root;
    }

    private void single(String name, Class<?> type) {
        commands.put(name, () -> new CommandLine(type, factory));
    }

    private void kinds(String name, Class<?> alone, Class<?> ofKind) {
        commands.put(
                name,
                () -> CommandLines.addKinds(
                        new CommandLine(alone, factory), ofKind, factory, words.size() > 1 ? words.get(1) : ""));
    }
}
