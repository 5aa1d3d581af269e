package io.zdm.cli.command;

import io.zdm.cli.connection.TargetResolver;
import io.zdm.cli.sandbox.Sandbox;
import io.zdm.engine.postgres.Target;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the database that a command means: the one configured, else the sandbox. */
public final class Targets {

    /** The sandbox lies in .zdm of the working directory. */
    private static final Path WORKING_DIRECTORY = Path.of("");

    private final Map<String, String> environment;
    private final TargetResolver resolver;
    private final PrintStream err;

    public Targets(Map<String, String> environment, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.err = err;
        this.resolver = new TargetResolver(
                environment,
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                warning -> err.println("zdm-batch: " + warning));
    }

    /** The variables that are read, as of {@link System#getenv()}. */
    public Map<String, String> environment() {
        return environment;
    }

    /** A database for the length of a command. */
    public record Opened(Target target, @Nullable Sandbox sandbox) implements AutoCloseable {
        @Override
        public void close() {
            if (sandbox != null) {
                sandbox.close();
            }
        }
    }

    public Opened open(ConnectionOptions options) {
        Optional<Target> configured = resolver.resolve(options.url, options.user, options.noSandbox);
        if (configured.isPresent()) {
            return new Opened(configured.get(), null);
        }
        Sandbox sandbox = Sandbox.join(WORKING_DIRECTORY, err);
        return new Opened(sandbox.target(), sandbox);
    }
}
