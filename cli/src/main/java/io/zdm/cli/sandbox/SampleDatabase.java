package io.zdm.cli.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The database with Airflow's tables. It is there completely or not at all. */
final class SampleDatabase {

    static final String NAME = "zdm";

    /** Owns the database and all in it; no superuser, as in production. */
    static final String ROLE = "zdm";

    private static final String SCRATCH = NAME + "_filling";

    private final SandboxServer server;

    SampleDatabase(SandboxServer server) {
        this.server = server;
    }

    boolean exists(SuperuserLogin login) {
        try (Connection connection = server.connect(login, "postgres");
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT FROM pg_database WHERE datname = '%s'".formatted(NAME))) {
            return found.next();
        } catch (SQLException e) {
            throw server.unusable(e.getMessage(), e);
        }
    }

    /** Takes a few seconds. Killed in the middle, it leaves a scratch database that the next one drops. */
    void fill(SuperuserLogin login) {
        try (Connection superuser = server.connect(login, "postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(SCRATCH));
            statement.execute("""
                    DO $$ BEGIN
                      IF to_regrole('%1$s') IS NULL THEN
                        CREATE ROLE %1$s LOGIN IN ROLE pg_monitor;
                      END IF;
                    END $$
                    """.formatted(ROLE));
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(SCRATCH, ROLE));
            statement.execute("ALTER DATABASE %s SET search_path = airflow, public".formatted(SCRATCH));
            fillScratch(login);
            statement.execute("ALTER DATABASE %s RENAME TO %s".formatted(SCRATCH, NAME));
        } catch (SQLException e) {
            throw server.unusable("it could not be filled: " + e.getMessage(), e);
        }
    }

    private void fillScratch(SuperuserLogin login) throws SQLException {
        try (Connection superuser = server.connect(login, SCRATCH);
                Statement statement = superuser.createStatement()) {
            // The rows fit together as they are made; checking every foreign key of each would take most of the time.
            statement.execute("SET session_replication_role = replica");
            statement.execute("SET ROLE " + ROLE);
            for (String script : new String[] {"airflow-tables.sql", "airflow-rows.sql", "airflow-indexes.sql"}) {
                statement.execute(resource(script));
            }
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(SampleDatabase.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + name + " from zdm-batch", e);
        }
    }
}
