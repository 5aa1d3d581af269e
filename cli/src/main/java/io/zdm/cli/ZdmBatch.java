package io.zdm.cli;

import io.zdm.cli.command.Console;
import io.zdm.cli.command.EngineCommand;
import io.zdm.cli.command.Targets;
import io.zdm.cli.output.EcsLog;
import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.Target;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.ParseResult;

/** Entry point. Parses first: help and reports answer without starting Spring. */
public final class ZdmBatch {

    private final Map<String, String> environment;
    private final Console console;

    /** @param environment the variables to read, as of {@link System#getenv()} */
    public ZdmBatch(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] args) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        StopSignal stop = new StopSignal();
        ExitOnSignal signals = ExitOnSignal.install(stop);
        int code = new ZdmBatch(
                        System.getenv(),
                        new Console(out, err, Terminal.isWatched(), stop, Terminal.screen(System.getenv())))
                .execute(args);
        out.flush();
        err.flush();
        signals.finished(code);
        System.exit(code);
    }

    /** Runs one command line and gives its exit code. */
    public int execute(String... args) {
        Targets targets = new Targets(environment, console.err());
        CommandLine parsing = configured(new ParsingFactory(console, targets), args);
        EngineCommand command = null;
        try {
            ParseResult parsed = parsing.parseArgs(args);
            Optional<String> misplaced = misplaced(parsed);
            if (misplaced.isPresent()) {
                console.err().println("zdm-batch: " + misplaced.get());
                return 2;
            }
            ParseResult leaf = leaf(parsed);
            if (leaf.commandSpec().userObject() instanceof EngineCommand found && !leaf.isUsageHelpRequested()) {
                command = found;
            } else if (leaf.subcommand() == null && isOnlyAGroup(leaf)) {
                return showGroup(leaf);
            }
        } catch (CommandLine.ParameterException e) {
            return parsing.getParameterExceptionHandler() == null ? 2 : parsing.execute(args);
        }
        if (command == null) {
            return parsing.execute(args);
        }
        if (command.logsJson()) {
            try (EcsLog log = EcsLog.to(console.err())) {
                Console lines = new Console(console.out(), log.lines(), false, console.stop());
                return new ZdmBatch(environment, lines)
                        .withEngine(new Targets(environment, log.lines()), command, args);
            }
        }
        return withEngine(targets, command, args);
    }

    private int withEngine(Targets targets, EngineCommand command, String... args) {
        Failures failures = new Failures(console);
        try {
            command.validate();
            try (Targets.Opened opened = targets.open(command.connection())) {
                command.check(opened.target());
                return withSpring(targets, opened, args);
            }
        } catch (RuntimeException e) {
            return failures.exitCode(e);
        }
    }

    private int withSpring(Targets targets, Targets.Opened opened, String... args) {
        try (ConfigurableApplicationContext context = start(opened.target(), console, environment)) {
            return configured(new StartedFactory(context, new ParsingFactory(console, targets)), args)
                    .execute(args);
        } catch (InitializationException | BeansException e) {
            // The server went away between the first look at it and the command.
            throw Sql.isConnectionLost(e) ? UnreachableServer.error(opened.target(), e) : e;
        }
    }

    /** The engine and what it needs, on this database. */
    static ConfigurableApplicationContext start(Target target, Console console, Map<String, String> environment) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        return new SpringApplicationBuilder(EngineApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(
                        "spring.batch.job.enabled=false",
                        "spring.batch.jdbc.table-prefix=zdm.BATCH_",
                        "spring.batch.jdbc.initialize-schema=never",
                        "spring.batch.jdbc.isolation-level-for-create=read_committed",
                        "spring.main.lazy-initialization=true")
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("target", target);
                    context.getBeanFactory()
                            .registerSingleton("started", new EngineApplication.Started(console, environment));
                })
                .run();
    }

    private CommandLine configured(IFactory factory, String... args) {
        CommandLine line = CommandTree.with(factory, args);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        Failures failures = new Failures(console);
        line.setExecutionExceptionHandler((e, failed, parsed) -> failures.exitCode(e));
        line.setParameterExceptionHandler((e, given) -> failures.usage(e));
        return line;
    }

    /** An option before the change kind would be the file's, and silently without effect: also the connection's. */
    private static Optional<String> misplaced(ParseResult parsed) {
        for (ParseResult at = parsed; at.hasSubcommand(); at = at.subcommand()) {
            if (!at.matchedOptions().isEmpty() && !at.isUsageHelpRequested() && !at.isVersionHelpRequested()) {
                return Optional.of("%s must stand behind %s. Nothing was changed."
                        .formatted(
                                at.matchedOptions().get(0).longestName(),
                                at.subcommand().commandSpec().name()));
            }
        }
        return Optional.empty();
    }

    private static ParseResult leaf(ParseResult parsed) {
        ParseResult leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        return leaf;
    }

    private static boolean isOnlyAGroup(ParseResult leaf) {
        return !leaf.isUsageHelpRequested()
                && !leaf.isVersionHelpRequested()
                && !(leaf.commandSpec().userObject() instanceof java.util.concurrent.Callable)
                && !(leaf.commandSpec().userObject() instanceof Runnable);
    }

    /** {@code zdm-batch} and {@code zdm-batch run} alone: help, and exit 2 for want of a command. */
    private int showGroup(ParseResult leaf) {
        leaf.commandSpec().commandLine().usage(console.err());
        return 2;
    }
}
