package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PgBouncer before a test's server, on a free port. Ends when closed. */
final class PgBouncer implements AutoCloseable {

    private static final String USER = "nobody";

    private final TestDatabase database;
    private final Path directory;
    private final Process process;
    private final int port;

    PgBouncer(TestDatabase database, String poolMode) throws IOException {
        this.database = database;
        this.directory = Files.createTempDirectory(
                "pgbouncer", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        Path users = Files.writeString(directory.resolve("users"), "\"" + database.user() + "\" \"\"\n");
        Path config = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        database.host(), database.port(), port, users, poolMode));
        List<String> command = new ArrayList<>(List.of(binary().orElseThrow().toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", USER));
        }
        command.add(config.toString());
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Waiting.until("PgBouncer answers", this::answers, () -> log());
    }

    /** Debian's package puts it where not everybody's PATH leads. */
    static Optional<Path> binary() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&prepareThreshold=0"
                .formatted(port, database.name(), database.user());
    }

    String url() {
        return "postgresql://%s@127.0.0.1:%d/%s".formatted(database.user(), port, database.name());
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer ended: " + log());
        }
        try {
            DriverManager.getConnection(jdbcUrl()).close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
