package io.zdm.cli;

import io.zdm.cli.command.ApplyCommand;
import io.zdm.cli.command.Console;
import io.zdm.cli.command.ConsoleCommand;
import io.zdm.cli.command.ContractCommand;
import io.zdm.cli.command.DemoCommand;
import io.zdm.cli.command.EngineSession;
import io.zdm.cli.command.FinalizeCommand;
import io.zdm.cli.command.HaltCommand;
import io.zdm.cli.command.HoldCommand;
import io.zdm.cli.command.JsonSchemaCommand;
import io.zdm.cli.command.LintCommand;
import io.zdm.cli.command.LintExplainCommand;
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
import io.zdm.cli.command.Targets;
import io.zdm.cli.command.TuneCommand;
import io.zdm.cli.command.UninstallCommand;
import io.zdm.engine.batch.Engine;
import io.zdm.engine.postgres.Target;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands without Spring: enough to parse, to show help, and to run those that need no engine. */
final class ParsingFactory implements IFactory {

    private final Map<Class<?>, Supplier<Object>> commands;

    ParsingFactory(Console console, Targets targets) {
        EngineSession parsedOnly = new ParsedOnly(console);
        this.commands = Map.ofEntries(
                Map.entry(RunbookCommand.class, () -> new RunbookCommand(console, targets)),
                Map.entry(RunbookKindCommand.class, () -> new RunbookKindCommand(console, targets)),
                Map.entry(RunCommand.class, () -> new RunCommand(parsedOnly)),
                Map.entry(RunFileCommand.class, () -> new RunFileCommand(parsedOnly)),
                Map.entry(ApplyCommand.class, () -> new ApplyCommand(parsedOnly)),
                Map.entry(JsonSchemaCommand.class, () -> new JsonSchemaCommand(console)),
                Map.entry(DemoCommand.class, () -> new DemoCommand(console, InSandbox.of(console))),
                Map.entry(
                        ConsoleCommand.class,
                        () -> new ConsoleCommand(
                                console,
                                targets,
                                InProcess.of(targets.environment()),
                                () -> CommandTree.with(this).getSubcommands())),
                Map.entry(LintCommand.class, () -> new LintCommand(console)),
                Map.entry(LintExplainCommand.class, () -> new LintExplainCommand(console)),
                Map.entry(PlanFileCommand.class, () -> new PlanFileCommand(console, targets)),
                Map.entry(RestartCommand.class, () -> new RestartCommand(parsedOnly)),
                Map.entry(RollbackCommand.class, () -> new RollbackCommand(parsedOnly)),
                Map.entry(ContractCommand.class, () -> new ContractCommand(parsedOnly)),
                Map.entry(FinalizeCommand.class, () -> new FinalizeCommand(parsedOnly)),
                Map.entry(PlanCommand.class, () -> new PlanCommand(console, targets)),
                Map.entry(StatusCommand.class, () -> new StatusCommand(console, targets)),
                Map.entry(StopCommand.class, () -> new StopCommand(console, targets)),
                Map.entry(PauseCommand.class, () -> new PauseCommand(console, targets)),
                Map.entry(ResumeCommand.class, () -> new ResumeCommand(console, targets)),
                Map.entry(HaltCommand.class, () -> new HaltCommand(console, targets)),
                Map.entry(UninstallCommand.class, () -> new UninstallCommand(console, targets)),
                Map.entry(HoldCommand.class, () -> new HoldCommand(console, targets)),
                Map.entry(TuneCommand.class, () -> new TuneCommand(console, targets)));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<Object> command = commands.get(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command.get());
    }

    /** Stands in until it is known that the engine is needed. */
    private record ParsedOnly(Console console) implements EngineSession {
        @Override
        public Engine engine() {
            throw new IllegalStateException("the command line was only parsed");
        }

        @Override
        public Map<String, String> environment() {
            throw new IllegalStateException("the command line was only parsed");
        }

        @Override
        public DataSource sessions() {
            throw new IllegalStateException("the command line was only parsed");
        }

        @Override
        public PlatformTransactionManager transactions() {
            throw new IllegalStateException("the command line was only parsed");
        }

        @Override
        public Target target() {
            throw new IllegalStateException("the command line was only parsed");
        }
    }
}
