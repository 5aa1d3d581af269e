package io.zdm.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL for one command: on this machine's own address, with a password that nobody knows, and gone with all its
 * data when the command ends, also by Ctrl-C.
 */
public final class ThrowawayServer implements AutoCloseable {

    private static final String SETTINGS = """
            listen_addresses = '%s'
            port = %d
            unix_socket_directories = ''
            # nothing of it outlives the command
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            autovacuum = off
            max_locks_per_transaction = 1024
            """;

    private final Path directory;
    private final Path data;
    private final PostgresBinaries binaries;
    private final SuperuserLogin login = SuperuserLogin.generate();
    private final Thread atExit = new Thread(this::end, "throwaway-server-end");
    private boolean ended;

    private ThrowawayServer(Path directory, PostgresBinaries binaries) {
        this.directory = directory;
        this.data = directory.resolve("data");
        this.binaries = binaries;
    }

    /**
     * @param major PostgreSQL's version
     * @param folder where it is; null for the one that zdm-batch brings
     * @throws SandboxException where there is none of that version, or it does not start
     */
    public static ThrowawayServer start(int major, @Nullable Path folder) {
        try {
            Path directory = Files.createTempDirectory("zdm-lint");
            try {
                ThrowawayServer server = new ThrowawayServer(directory, TraceBinaries.find(major, folder, directory));
                Runtime.getRuntime().addShutdownHook(server.atExit);
                server.begin();
                return server;
            } catch (IOException | SandboxException e) {
                PathUtils.deleteDirectory(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new SandboxException(
                    "the PostgreSQL to trace on does not start: %s. Nothing was checked.".formatted(e.getMessage()), e);
        }
    }

    /** Together with the end: a server that is being started must not outlive it. */
    private synchronized void begin() throws IOException {
        if (ended) {
            throw new IOException("interrupted");
        }
        Path password = directory.resolve("password");
        Files.createFile(password);
        Files.writeString(password, login.password());
        try {
            binaries.run("initdb", initdb(password));
        } finally {
            Files.delete(password);
        }
        Files.writeString(
                data.resolve("postgresql.conf"),
                SETTINGS.formatted(SandboxServer.HOST, login.port()),
                StandardOpenOption.APPEND);
        binaries.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        data.toString(),
                        "-l",
                        directory.resolve("log").toString(),
                        "-w",
                        "-t",
                        "60"));
    }

    private List<String> initdb(Path password) {
        return new ArrayList<>(List.of(
                "--pgdata=" + data,
                "--username=" + SuperuserLogin.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"));
    }

    /** A new session of its superuser; statements are sent as they are. */
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SuperuserLogin.USER);
        properties.setProperty("password", login.password());
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(SandboxServer.url(login.port(), "postgres"), properties);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has done it, or finds nothing to do.
            assert ended;
        }
    }

    /** By the command or by the hook: whoever comes second waits for the first, so that nothing is half deleted. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (Files.exists(data.resolve("postmaster.pid"))) {
                binaries.run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "immediate", "-w", "-t", "60"));
            }
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new SandboxException(
                    "the PostgreSQL in %s could not be ended: %s. Stop it and delete that folder."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }
}
