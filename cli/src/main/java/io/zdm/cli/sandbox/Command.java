package io.zdm.cli.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program and its arguments. */
record Command(List<String> arguments) {

    /**
     * Runs it to its end.
     *
     * @return what it printed
     * @throws IOException with what it printed, where it failed
     */
    String run() throws IOException {
        Path output = Files.createTempFile("zdm-sandbox", ".out"); // a pipe would stay open as long as the server runs
        try {
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            // PGDATA, PGPORT and the like are meant for another server
            builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
            int exit = await(builder.start());
            String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (exit != 0) {
                throw new IOException("%s ended with %d: %s".formatted(arguments.get(0), exit, printed));
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    /** Not to be interrupted: a server half started or stopped helps nobody, and pg_ctl has timeouts of its own. */
    private static int await(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
