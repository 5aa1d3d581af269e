package io.zdm.cli.generated;

import io.zdm.cli.scenario.TestRoles;
import io.zdm.cli.scenario.WholeDatabase;
import io.zdm.engine.postgres.Target;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database in which one generated table after the other is made, and dropped again. */
final class GeneratedDatabase implements AutoCloseable {

    private final TestDatabase database;
    private final Connection owner;
    private final WholeDatabase whole;

    GeneratedDatabase(TestServer server) throws SQLException {
        database = server.createDatabase();
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO " + TestRoles.OWNER);
        owner = database.connectAs(TestRoles.OWNER);
        whole = new WholeDatabase(database);
    }

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

    WholeDatabase whole() {
        return whole;
    }

    /** Drops what was there, and makes this table; features that PostgreSQL refuses are left out. */
    List<Feature> make(GeneratedTable table) throws SQLException {
        must("DROP SCHEMA IF EXISTS app CASCADE");
        for (String sql : GeneratedTable.SURROUNDINGS) {
            must(sql);
        }
        for (String sql : table.base()) {
            must(sql);
        }
        return table.features().stream().filter(f -> attempt(f.sql()).isEmpty()).toList();
    }

    /** The SQLSTATE with which PostgreSQL refuses it, and why; empty where it does it. */
    Optional<String> attempt(String sql) {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getSQLState() + " " + e.getMessage());
        }
    }

    private void must(String sql) {
        attempt(sql).ifPresent(error -> {
            throw new IllegalStateException(error + " in: " + sql);
        });
    }

    @Override
    public void close() throws SQLException {
        whole.close();
        owner.close();
        database.close();
    }
}
