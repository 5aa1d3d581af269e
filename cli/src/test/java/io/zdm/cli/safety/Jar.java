package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The packaged zdm-batch as a process of its own, with the heap that the README promises to be enough. */
final class Jar implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final Path output;

    private Jar(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Jar start(TestDatabase database, Path directory, String... arguments) {
        return start(database, database.port(), directory, arguments);
    }

    /** @param port by which it reaches the database's server */
    static Jar start(TestDatabase database, int port, Path directory, String... arguments) {
        String jar = Objects.requireNonNull(System.getProperty("zdm.jar"), "the system property zdm.jar");
        List<String> command =
                new ArrayList<>(List.of(JAVA.toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", jar));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(directory, "zdm", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("ZDM"));
            builder.environment().put("ZDM_URL", Zdm.url(database, port));
            return new Jar(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        code();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int code() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("zdm-batch does not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
