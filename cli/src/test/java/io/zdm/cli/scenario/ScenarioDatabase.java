package io.zdm.cli.scenario;

import io.zdm.cli.ZdmBatch;
import io.zdm.cli.command.Console;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.StopSignal;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A scenario's tables in a database of their own, owned by a role that is no superuser, as is the engine's session. */
final class ScenarioDatabase implements AutoCloseable {

    static final String OWNER = "scenario_owner";
    static final String OTHER_OWNER = "scenario_other_owner";
    static final List<String> GRANTEES = List.of("scenario_reader", "\"Scenario Writer\"");

    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'zdm')
            AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2
            """;

    private static final String ENGINE_SESSIONS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND usename = '" + OWNER + "'";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Wire wire;

    ScenarioDatabase(TestServer server, Scenario scenario) {
        this.database = server.createDatabase();
        this.wire = new Wire(database.host(), database.port());
        try {
            database.execute("ALTER DATABASE " + database.name() + " OWNER TO " + OWNER);
            scenario.read("superuser.sql").ifPresent(database::execute);
            execute(scenario.read("create.sql").orElseThrow());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static void createRoles(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN");
            statement.execute("CREATE ROLE " + OTHER_OWNER);
            statement.execute("GRANT " + OTHER_OWNER + " TO " + OWNER);
            for (String grantee : GRANTEES) {
                statement.execute("CREATE ROLE " + grantee);
            }
        }
    }

    static void dropRoles(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String grantee : GRANTEES) {
                statement.execute("DROP ROLE " + grantee);
            }
            statement.execute("DROP ROLE " + OTHER_OWNER);
            statement.execute("DROP ROLE " + OWNER);
        }
    }

    record Answer(int exitCode, String out, String err) {}

    /** One command line in this process, against this database. */
    Answer zdm(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String url = "postgresql://%s@127.0.0.1:%d/%s".formatted(OWNER, wire.port(), database.name());
        int exitCode = new ZdmBatch(
                        Map.of("ZDM_URL", url),
                        new Console(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                false,
                                new StopSignal()))
                .execute(arguments);
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** As the owner, like the application. */
    void execute(String sql) {
        try (Connection connection = database.connectAs(OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getSQLState() + " " + e.getMessage() + " in: " + sql, e);
        }
    }

    /** True where PostgreSQL refuses it. */
    boolean refuses(String sql) throws SQLException {
        try (Connection connection = database.connectAs(OWNER);
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

    /** The newest change's number; empty where there is none. */
    Optional<String> lastChange() {
        return "t".equals(database.queryOne("SELECT to_regclass('zdm.change') IS NOT NULL"))
                ? Optional.ofNullable(database.queryOne("SELECT max(id) FROM zdm.change"))
                : Optional.empty();
    }

    /** What the catalog says of everything that is not the engine's own. */
    Map<String, String> catalog() throws SQLException {
        Map<String, String> catalog = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (Relation relation : relations(connection)) {
                CatalogComparer.picture(connection, relation.schema(), relation.name())
                        .forEach((key, value) -> catalog.put(relation + " " + key, value));
            }
        }
        return catalog;
    }

    /**
     * Every row of every table, columns in the order of their names, so that their position does not matter; and how far
     * each sequence has come.
     */
    List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (Relation relation : relations(connection)) {
                switch (relation.kind()) {
                    case "r" -> rows(connection, relation).forEach(row -> rows.add(relation + " " + row));
                    case "S" -> rows.add(relation + " " + position(connection, relation));
                    default -> {}
                }
            }
        }
        return rows;
    }

    List<String> traces() throws SQLException {
        try (Connection connection = database.connect()) {
            return CatalogComparer.foreignTraces(connection);
        }
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
        wire.close();
        database.close();
    }

    private record Relation(String schema, String name, String kind) {

        @Override
        public String toString() {
            return Identifier.qualified(schema, name);
        }
    }

    private static List<Relation> relations(Connection connection) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.add(new Relation(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return relations;
    }

    private static List<String> rows(Connection connection, Relation relation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String columns = first(
                            statement,
                            "SELECT string_agg(format('%L, ' || CASE typname WHEN 'bytea' THEN 'encode(%I, ''hex'')' ELSE '%I::text' END,"
                                    + " attname, attname), ', ' ORDER BY attname COLLATE \"C\")"
                                    + " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE attrelid = "
                                    + Identifier.literal(relation.toString())
                                    + "::regclass AND attnum > 0 AND NOT attisdropped")
                    .get(0);
            return first(
                    statement,
                    "SELECT jsonb_build_object(" + columns + ")::text AS line FROM ONLY " + relation
                            + " ORDER BY line");
        }
    }

    private static String position(Connection connection, Relation sequence) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return first(statement, "SELECT format('at %s, called %s', last_value, is_called) FROM " + sequence)
                    .get(0);
        }
    }

    private static List<String> first(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
