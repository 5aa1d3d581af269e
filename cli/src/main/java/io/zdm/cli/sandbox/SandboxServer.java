package io.zdm.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The sandbox's server: made, started, adopted, stopped. To be called while the {@link SandboxLock} is held. */
final class SandboxServer {

    static final String HOST = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path data;
    private final Path log;
    private final PostgresBinaries binaries;

    SandboxServer(Path data, Path log, PostgresBinaries binaries) {
        this.data = data;
        this.log = log;
        this.binaries = binaries;
    }

    /** Adopts the server that runs, else starts it, else makes it first; a crashed one recovers. */
    SuperuserLogin ensureRunning() {
        try {
            if (!Files.exists(data)) {
                new SandboxInitialization(data, binaries).run();
            }
            SuperuserLogin login = readLogin();
            Optional<SuperuserLogin> running = adopt(login);
            return running.isPresent() ? running.get() : startOrAdopt(login);
        } catch (IOException | SQLException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    /** Ends the sessions and stops the server, where it runs. */
    void stop() {
        boolean running = PostmasterFile.read(data)
                .filter(PostmasterFile::isAlive)
                .filter(file -> !file.isOfAnotherProcess()) // pg_ctl would interrupt whoever has the pid now
                .isPresent();
        if (!running) {
            return;
        }
        try {
            binaries.run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60"));
        } catch (IOException e) {
            throw new SandboxException("Cannot stop the sandbox in %s: %s".formatted(data, e.getMessage()), e);
        }
    }

    private SuperuserLogin readLogin() {
        try {
            return SuperuserLogin.read(data);
        } catch (IOException | NumberFormatException e) {
            throw unusable("it is damaged, or is something else than a sandbox", e);
        }
    }

    /** The server that runs here, if any; waits for one that is starting, recovering or stopping. */
    private Optional<SuperuserLogin> adopt(SuperuserLogin login) throws SQLException, IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        SQLException refused = null;
        while (Instant.now().isBefore(deadline)) {
            Optional<PostmasterFile> file = PostmasterFile.read(data).filter(PostmasterFile::isAlive);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            SuperuserLogin found = new SuperuserLogin(file.get().port(), login.password());
            try (Connection connection = connect(found, "postgres")) {
                assert connection.isValid(0);
                return Optional.of(found);
            } catch (SQLException e) {
                refused = e;
            }
            if (file.get().isOfAnotherProcess()) {
                // the server is gone and its pid taken: PostgreSQL itself would refuse to start
                Files.deleteIfExists(data.resolve("postmaster.pid"));
                return Optional.empty();
            }
            pause();
        }
        throw new SQLException("a server runs there and does not let us in: " + refused, refused);
    }

    private SuperuserLogin startOrAdopt(SuperuserLogin login) throws SQLException, IOException {
        try {
            return start(login);
        } catch (IOException e) {
            // a user killed a moment ago may have left a pg_ctl behind whose server appears only now
            return adopt(login).orElseThrow(() -> e);
        }
    }

    private SuperuserLogin start(SuperuserLogin login) throws IOException {
        requireOurVersion();
        SuperuserLogin now = login.onFreePort();
        if (!now.equals(login)) {
            now.write(data);
        }
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (true) {
            try {
                // pg_ctl gives the server a session of its own, so that Ctrl-C on our terminal does not reach it
                binaries.run(
                        "pg_ctl",
                        List.of(
                                "start",
                                "-D",
                                data.toString(),
                                "-l",
                                log.toString(),
                                "-w",
                                "-t",
                                "60",
                                "-o",
                                "-p " + now.port()));
                return now;
            } catch (IOException e) {
                // after kill -9 of the server its backends need a moment to notice and go
                if (Instant.now().isAfter(deadline) || !lastLog().contains("shared memory block")) {
                    throw new IOException(e.getMessage() + "\n" + lastLog(), e);
                }
                pause();
            }
        }
    }

    private void requireOurVersion() throws IOException {
        String theirs = Files.readString(data.resolve("PG_VERSION")).strip();
        String ours = binaries.majorVersion();
        if (!theirs.equals(ours)) {
            throw unusable("it was made by PostgreSQL %s, and this zdm-batch brings %s".formatted(theirs, ours), null);
        }
    }

    private String lastLog() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    /** Connects as the superuser. */
    Connection connect(SuperuserLogin login, String database) throws SQLException {
        return DriverManager.getConnection(url(login.port(), database), SuperuserLogin.USER, login.password());
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, database);
    }

    /** What to throw where the sandbox cannot be used as it is. */
    SandboxException unusable(@Nullable String why, @Nullable Throwable cause) {
        return new SandboxException(
                "Cannot use the sandbox in %s: %s. Delete that folder to begin anew (only sample data is lost), or configure a database with ZDM_URL."
                        .formatted(data, why),
                cause);
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
}
