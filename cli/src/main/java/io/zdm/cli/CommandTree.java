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
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** All commands, whoever makes their instances. */
final class CommandTree {

    private CommandTree() {}

    static CommandLine with(IFactory factory) {
        CommandLine root = new CommandLine(new RootCommand(), factory);
        root.addSubcommand(
                CommandLines.addKinds(new CommandLine(RunFileCommand.class, factory), RunCommand.class, factory));
        root.addSubcommand(
                CommandLines.addKinds(new CommandLine(PlanFileCommand.class, factory), PlanCommand.class, factory));
        root.addSubcommand("apply", ApplyCommand.class);
        root.addSubcommand(CommandLines.addKinds(
                new CommandLine(RunbookCommand.class, factory), RunbookKindCommand.class, factory));
        root.addSubcommand("status", StatusCommand.class);
        root.addSubcommand("stop", StopCommand.class);
        root.addSubcommand("pause", PauseCommand.class);
        root.addSubcommand("resume", ResumeCommand.class);
        root.addSubcommand("halt", HaltCommand.class);
        root.addSubcommand("hold", HoldCommand.class);
        root.addSubcommand("tune", TuneCommand.class);
        root.addSubcommand("restart", RestartCommand.class);
        root.addSubcommand("rollback", RollbackCommand.class);
        root.addSubcommand("contract", ContractCommand.class);
        root.addSubcommand("finalize", FinalizeCommand.class);
        root.addSubcommand("uninstall", UninstallCommand.class);
        root.addSubcommand("lint", LintCommand.class);
        root.addSubcommand("console", ConsoleCommand.class);
        root.addSubcommand("demo", DemoCommand.class);
        root.addSubcommand("json-schema", JsonSchemaCommand.class);
        root.addSubcommand("generate-completion", GenerateCompletion.class);
        CommandLines.configure(root);
        return root;
    }
}
