package io.zdm.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;

/**
 * A real PostgreSQL server: durable commits, 200 connections, server time zone {@code America/St_Johns}, locale C,
 * loopback, a free port, every role may connect without a password. Ends with the JVM at the latest.
 */
public sealed class TestServer implements AutoCloseable permits PrivateServer {

    /** The system property that names the wanted major version, {@code 14} to {@code 18}. */
    public static final String VERSION_PROPERTY = "zdm.test.postgres";

    /** The system property that decides where the server comes from: {@code embedded} or {@code docker}. */
    public static final String SERVER_PROPERTY = "zdm.test.server";

    /** The major versions that zdm-batch is made for, each of which {@link #shared(int)} starts. */
    public static final List<Integer> MAJORS = List.of(14, 15, 16, 17, 18);

    // One server for all test classes of a JVM: starting one costs more than most tests.
    private static final Map<Integer, TestServer> SHARED = new ConcurrentHashMap<>();

    private static final Map<Integer, TestServer> QUICK = new ConcurrentHashMap<>();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final ServerProcess process;
    private final Thread atExit;
    private final AtomicBoolean closed = new AtomicBoolean();

    TestServer(ServerProcess process) {
        this.process = process;
        this.atExit = new Thread(process::close, "end PostgreSQL on port " + process.port());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The JVM's server of the version asked for by {@link #VERSION_PROPERTY}. Not to be closed by tests. */
    public static TestServer shared() {
        return shared(wantedMajor());
    }

    /** The JVM's server of this major version, started on first use. Not to be closed by tests. */
    public static TestServer shared(int major) {
        return SHARED.computeIfAbsent(major, wanted -> start(wanted, ServerSettings.VALUES));
    }

    /**
     * Another server of the JVM, of the version asked for by {@link #VERSION_PROPERTY}: its commits do not wait for the
     * disk. For many small tests, of which none is about crashes of the server.
     */
    public static TestServer quick() {
        return quick(wantedMajor());
    }

    /** As {@link #quick()}, of this major version. */
    public static TestServer quick(int major) {
        return QUICK.computeIfAbsent(major, wanted -> start(wanted, ServerSettings.QUICK));
    }

    private static TestServer start(int major, Map<String, String> settings) {
        return new TestServer(
                useDocker()
                        ? ContainerServer.start(major, settings)
                        : EmbeddedServer.start(new ServerBinaries(major), settings));
    }

    /** A server for one test, which may crash it. Always a child process: its signals are ours. Close it. */
    public static PrivateServer startPrivate() {
        return new PrivateServer(EmbeddedServer.start(new ServerBinaries(wantedMajor()), ServerSettings.VALUES));
    }

    /** A new, empty database, dropped when closed. */
    public TestDatabase createDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database " + name, e);
        }
        return new TestDatabase(this, name);
    }

    public String host() {
        return process.host();
    }

    public int port() {
        return process.port();
    }

    /** The superuser's name. */
    public String user() {
        return ServerSettings.SUPERUSER;
    }

    /** A URL without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /** A connection as the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), null);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        process.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyGoingDown) {
            // The hook runs anyway and finds nothing left to do.
        }
    }

    static int wantedMajor() {
        String wanted = System.getProperty(VERSION_PROPERTY, "");
        return wanted.isBlank() ? ServerBinaries.newestMajor() : Integer.parseInt(wanted.trim());
    }

    private static boolean useDocker() {
        String wanted = System.getProperty(SERVER_PROPERTY, "").toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "docker" -> true;
            case "embedded" -> false;
            case "" -> DockerClientFactory.instance().isDockerAvailable();
            default ->
                throw new IllegalStateException(SERVER_PROPERTY + " is embedded or docker, not '" + wanted + "'");
        };
    }
}
