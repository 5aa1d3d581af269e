package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.ZdmBatch;
import io.zdm.cli.command.Console;
import io.zdm.engine.change.StopSignal;
import io.zdm.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** zdm-batch, in this JVM, on a test's database. */
final class Zdm {

    /** So much as no command of a test takes, be the machine as busy as it may. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What one command said and how it ended. */
    record Result(int code, String out, String err) {

        Result exits(int expected) {
            assertThat(code).as("exit code%nstderr:%n%s%nstdout:%n%s", err, out).isEqualTo(expected);
            return this;
        }
    }

    /** A command that runs beside the test. */
    record Running(
            CompletableFuture<Integer> code, ByteArrayOutputStream out, ByteArrayOutputStream err, StopSignal stop)
            implements AutoCloseable {

        Running says(String text) {
            Waiting.until(
                    "zdm-batch says " + text,
                    () -> {
                        if (code.isDone() && !errors().contains(text)) {
                            throw new AssertionError(
                                    "Ended with " + code.join() + " without saying " + text + ":\n" + errors());
                        }
                        return errors().contains(text);
                    },
                    this::errors);
            return this;
        }

        String errors() {
            return err.toString(StandardCharsets.UTF_8);
        }

        Result result() {
            return result(PATIENCE);
        }

        Result result(Duration patience) {
            int ended =
                    code.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
            return new Result(ended, out.toString(StandardCharsets.UTF_8), errors());
        }

        @Override
        public void close() {
            stop.request("the test is over");
            result();
        }
    }

    private final TestDatabase database;
    private final String user;
    private final String hosts;
    private final Map<String, String> more;

    Zdm(TestDatabase database) {
        this(database, database.user(), database.host() + ":" + database.port(), Map.of());
    }

    private Zdm(TestDatabase database, String user, String hosts, Map<String, String> more) {
        this.database = database;
        this.user = user;
        this.hosts = hosts;
        this.more = more;
    }

    /** The same, with these variables, too. */
    Zdm with(Map<String, String> variables) {
        return new Zdm(database, user, hosts, variables);
    }

    /** The same, as another role. */
    Zdm as(String role) {
        return new Zdm(database, role, hosts, more);
    }

    /** The same, by way of another port of the server's machine. */
    Zdm over(int other) {
        return at(database.host() + ":" + other);
    }

    /** The same, by way of these, separated by commas, each with its port. */
    Zdm at(String others) {
        return new Zdm(database, user, others, more);
    }

    static String url(TestDatabase database, int port) {
        return url(database, database.user(), database.host() + ":" + port);
    }

    private static String url(TestDatabase database, String user, String hosts) {
        return "postgresql://%s@%s/%s".formatted(user, hosts, database.name());
    }

    Result run(String... arguments) {
        return start(arguments).result();
    }

    Running start(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StopSignal stop = new StopSignal();
        Console console = new Console(stream(out), stream(err), false, stop);
        Map<String, String> environment =
                new HashMap<>(Map.of("ZDM_URL", url(database, user, hosts), "ZDM_REPORT", "off"));
        environment.putAll(more);
        ZdmBatch zdm = new ZdmBatch(environment, console);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        code.complete(zdm.execute(arguments));
                    } catch (RuntimeException | Error e) {
                        code.completeExceptionally(e);
                    }
                },
                "zdm " + String.join(" ", arguments));
        thread.setDaemon(true);
        thread.start();
        return new Running(code, out, err, stop);
    }

    /** A change's state as status reports it; empty where there is no such change. */
    String state(long id) {
        return String.join(
                "",
                database.queryList("SELECT state FROM zdm.change_status WHERE id = " + id).stream()
                        .map(String::valueOf)
                        .toList());
    }

    static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
