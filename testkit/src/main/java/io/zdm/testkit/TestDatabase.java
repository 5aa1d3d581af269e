package io.zdm.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database of its own for one test, dropped by {@link #close()}. Roles belong to the whole server: make them
 * with {@link #createRole}, so that they go with the database, and give them names that no other test uses.
 *
 * <p>Its connections are in the server's time zone, not in the JVM's as pgjdbc would have it.
 */
public final class TestDatabase implements AutoCloseable {

    /** object_in_use: somebody is still connected. */
    private static final String IN_USE = "55006";

    private static final Duration DROP_PATIENCE = Duration.ofMinutes(1);

    private final TestServer server;
    private final String name;
    private final List<String> roles = new ArrayList<>();

    TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    public TestServer server() {
        return server;
    }

    public String name() {
        return name;
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return server.port();
    }

    /** The superuser's name. */
    public String user() {
        return server.user();
    }

    /** A URL without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** A data source of plain, unpooled connections of the superuser. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(user());
        return source;
    }

    /** A connection as the superuser. */
    public Connection connect() throws SQLException {
        return connectAs(user());
    }

    /** A connection as this role, which must be one that may log in. No password is asked. */
    public Connection connectAs(String role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("ApplicationName", "testkit");
        Connection connection = DriverManager.getConnection(jdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            // pgjdbc sends the JVM's zone at login, which no other setting can override.
            statement.execute("SET TimeZone = '" + ServerSettings.TIME_ZONE + "'");
        }
        return connection;
    }

    /** Makes a role, {@code LOGIN} and whatever attributes are given; it is dropped with the database. */
    public void createRole(String role, String... attributes) {
        execute("CREATE ROLE " + role + " LOGIN " + String.join(" ", attributes));
        roles.add(role);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public void execute(String... sql) {
        withStatement(statement -> {
            for (String each : sql) {
                statement.execute(each);
            }
            return List.of();
        });
    }

    /** The first column of the only row, as PostgreSQL prints it; {@code null} for NULL. */
    public @Nullable String queryOne(String sql) {
        List<@Nullable String> rows = queryList(sql);
        if (rows.size() != 1) {
            throw new IllegalStateException("Expected one row, found " + rows.size() + ": " + sql);
        }
        return rows.get(0);
    }

    /** The first column of all rows, as PostgreSQL prints it. */
    public List<@Nullable String> queryList(String sql) {
        return withStatement(statement -> {
            List<@Nullable String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        });
    }

    /** Runs a script from the class path (absolute, without leading slash) as the superuser. */
    public void runScript(String resource) {
        execute(readResource(resource));
    }

    @Override
    public void close() {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            drop(statement);
            for (String role : roles) {
                statement.execute("DROP ROLE IF EXISTS " + role);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot drop the database " + name, e);
        }
    }

    /** The server waits five seconds for the sessions it has ended; on a busy machine some take longer. */
    private void drop(Statement statement) throws SQLException {
        long deadline = System.nanoTime() + DROP_PATIENCE.toNanos();
        while (true) {
            try {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
                return;
            } catch (SQLException e) {
                if (!IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }

    static String readResource(String resource) {
        try (InputStream in = TestDatabase.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("Not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private <T> T withStatement(SqlFunction<Statement, T> work) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return work.apply(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getSQLState() + " " + e.getMessage(), e);
        }
    }

    private interface SqlFunction<A, B> {
        B apply(A argument) throws SQLException;
    }
}
