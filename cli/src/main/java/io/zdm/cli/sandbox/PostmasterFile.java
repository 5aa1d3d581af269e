package io.zdm.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a server says of itself in {@code postmaster.pid}; left behind by a killed one. */
record PostmasterFile(long pid, Instant startedAt, int port) {

    static Optional<PostmasterFile> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty(); // no server, or one that is about to write the file
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }

    /** Whether the process of this pid began long before or after the server did: then it is somebody else. */
    boolean isOfAnotherProcess() {
        Duration tolerance = Duration.ofMinutes(1);
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, startedAt).abs().compareTo(tolerance) > 0)
                .orElse(false);
    }
}
