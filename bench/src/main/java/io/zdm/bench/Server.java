package io.zdm.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL for the benchmark alone, with durable commits. Ends with the JVM at the latest. */
final class Server implements AutoCloseable {

    static final String USER = "postgres";

    private final EmbeddedPostgres postgres;

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Autovacuum is off: it would come at another moment in each run. Checkpoints come before each run, and in it only
     * where the WAL asks for one: there is room for that of ten million rows, and for the table in memory, as on a server
     * that holds one of this size. Files of the WAL are kept and used again, as on a server that has been busy for a while: to
     * make a new one holds up every commit.
     */
    static Server start(Path logs) throws IOException {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.to(logs.resolve("postgres.log").toFile());
        return new Server(EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "4GB")
                .setServerConfig("max_wal_size", "16GB")
                .setServerConfig("min_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("wal_level", "replica")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start());
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), USER, null);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Makes a database anew from another one; this table of it is in memory then. */
    void copy(String template, String database, String table) throws SQLException {
        execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + database,
                "CREATE DATABASE " + database + " TEMPLATE " + template + " STRATEGY file_copy");
        execute(database, "SELECT count(*) FROM " + table, "CHECKPOINT");
    }

    double number(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), USER, null);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    String version() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, null)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** CPU seconds of all the server's processes, those that have ended too; 0 where there is no {@code /proc}. */
    double cpuSeconds() throws IOException, SQLException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return 0;
        }
        long postmaster = postmaster();
        double ticks = 0;
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(postmaster).map(ProcessHandle::children).orElse(Stream.empty())) {
            for (ProcessHandle child : children.toList()) {
                ticks += fields(child.pid(), 11, 13);
            }
        }
        // Last, so that it knows of those that have ended meanwhile.
        return (ticks + fields(postmaster, 11, 15)) / 100;
    }

    private long postmaster() throws SQLException {
        return (long) number("postgres", "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint");
    }

    /** Sum of fields of {@code /proc/PID/stat}, counted from the one after the process's name and state. */
    private static double fields(long pid, int from, int to) throws IOException {
        String text;
        try {
            text = Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (NoSuchFileException ended) {
            return 0;
        }
        List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        return fields.subList(from, to).stream()
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
