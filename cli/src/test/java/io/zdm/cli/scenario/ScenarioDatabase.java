package io.zdm.cli.scenario;

import io.zdm.cli.ZdmBatch;
import io.zdm.cli.command.Console;
import io.zdm.cli.wire.Wire;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Target;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A scenario's tables in a database of their own, owned by a role that is no superuser, as is the engine's session. */
final class ScenarioDatabase implements AutoCloseable {

    private static final String ENGINE_SESSIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND usename = '" + TestRoles.OWNER + "'";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Wire wire;
    private @Nullable WholeDatabase whole;

    ScenarioDatabase(TestServer server, Scenario scenario) {
        this.database = server.createDatabase();
        this.wire = new Wire(database.host(), database.port());
        try {
            database.execute("ALTER DATABASE " + database.name() + " OWNER TO " + TestRoles.OWNER);
            scenario.read("superuser.sql").ifPresent(database::execute);
            execute(scenario.read("create.sql").orElseThrow());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    record Answer(int exitCode, String out, String err) {}

    /** One command line in this process, against this database. */
    Answer zdm(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String url = "postgresql://%s@127.0.0.1:%d/%s".formatted(TestRoles.OWNER, wire.port(), database.name());
        int exitCode = new ZdmBatch(
                        Map.of("ZDM_URL", url, "ZDM_REPORT", "off"),
                        new Console(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                false,
                                new StopSignal()))
                .execute(arguments);
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** How a person with psql reaches it, as the owner. */
    Target target() {
        return new Target(
                database.host(),
                database.port(),
                database.name(),
                database.jdbcUrl(),
                TestRoles.OWNER,
                null,
                Map.of(),
                false);
    }

    /** As the owner, like the application. */
    void execute(String sql) {
        try (Connection connection = database.connectAs(TestRoles.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getSQLState() + " " + e.getMessage() + " in: " + sql, e);
        }
    }

    /** True where PostgreSQL refuses it. */
    boolean refuses(String sql) throws SQLException {
        try (Connection connection = database.connectAs(TestRoles.OWNER);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.rollback();
            return false;
        } catch (SQLException e) {
            if (e.getSQLState().startsWith("08")) {
                throw e;
            }
            return true;
        }
    }

    /** Sessions whose client has gone end when they notice. */
    void awaitNoEngine() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!"0".equals(database.queryOne(ENGINE_SESSIONS))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Sessions of the engine remain");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** The number of the change that goes this way and has not ended. */
    Optional<String> openChange(String direction) {
        return "t".equals(database.queryOne("SELECT to_regclass('zdm.change') IS NOT NULL"))
                ? Optional.ofNullable(
                        database.queryOne("SELECT max(coalesce(part_of, id)) FROM zdm.change WHERE finished_at IS NULL"
                                + " AND direction = '" + direction + "'"))
                : Optional.empty();
    }

    /** What is there, as everybody sees it. */
    WholeDatabase whole() throws SQLException {
        if (whole == null) {
            whole = new WholeDatabase(database);
        }
        return whole;
    }

    boolean hasEngineSchema() {
        return "t".equals(database.queryOne("SELECT to_regnamespace('zdm') IS NOT NULL"));
    }

    /** Through which the engine reaches its server. */
    Wire wire() {
        return wire;
    }

    @Override
    public void close() {
        if (whole != null) {
            whole.close();
        }
        wire.close();
        database.close();
    }
}
