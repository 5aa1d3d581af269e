package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a trace: the server that it had started is gone with all its files. */
class LintInterruptedIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Path folder;

    LintInterruptedIT(@TempDir Path directory) {
        folder = directory;
    }

    @Test
    void nothingIsLeft() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path file = Files.writeString(folder.resolve("V1.sql"), "CREATE TABLE a (b int);\nSELECT pg_sleep(50);\n");
        Process lint = new ProcessBuilder(
                        JAVA.toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-jar",
                        Objects.requireNonNull(System.getProperty("zdm.jar"), "the system property zdm.jar"),
                        "lint",
                        "--trace",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            long server = pid(temporary, lint);
            // Handled as SIGINT is, which a process that was started in the background inherits as ignored.
            assertThat(new ProcessBuilder("kill", "-TERM", String.valueOf(lint.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(lint.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lint.exitValue()).isEqualTo(2);
            // It takes its pid file away a moment before it is gone.
            ProcessHandle.of(server)
                    .ifPresent(handle -> assertThat(handle.onExit()).succeedsWithin(Duration.ofSeconds(30)));
            assertThat(temporary).isDirectoryNotContaining("glob:**/zdm*");
        } finally {
            lint.destroyForcibly();
        }
    }

    /** The server's, as soon as it has one. */
    private static long pid(Path temporary, Process lint) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline && lint.isAlive()) {
            try (Stream<Path> all = Files.list(temporary)) {
                for (Path each : all.toList()) {
                    Path file = each.resolve("data").resolve("postmaster.pid");
                    List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
                    if (lines.size() > 7 && lines.get(7).startsWith("ready")) {
                        return Long.parseLong(lines.get(0).strip());
                    }
                }
            }
            lint.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("The server did not start");
    }
}
