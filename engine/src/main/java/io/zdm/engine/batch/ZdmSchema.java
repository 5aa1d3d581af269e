package io.zdm.engine.batch;

import io.zdm.engine.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The schema {@code zdm} with the engine's own tables, versioned. */
public final class ZdmSchema {

    private ZdmSchema() {}

    /** The last migration under {@code io/zdm/engine/schema}. */
    static final String VERSION = "11";

    /** Makes it, or brings an older one up to date. One engine at a time: the others wait and find it done. */
    public static void install(Database database) {
        if (isUpToDate(database)) {
            return;
        }
        database.inTransactionWithoutResult(() -> {
            // Only engines that do the same hold it, for as long as the migrations take.
            database.execute("SET LOCAL lock_timeout = '60s'");
            database.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'");
            database.value("SELECT pg_advisory_xact_lock(hashtextextended('zdm', 0))::text", String.class);
            migrate(database.dataSource());
        });
    }

    private static boolean isUpToDate(Database database) {
        return exists(database)
                && database.isTrue(
                        "SELECT EXISTS (SELECT FROM zdm.schema_version WHERE version = ? AND success)", VERSION);
    }

    /**
     * On one connection: with two, which Flyway takes where it can, it commits the tables on one and its note of them on
     * the other, and whoever is cut off in between finds tables that it would make again.
     */
    private static void migrate(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            migrateOn(new SingleConnectionDataSource(connection, true));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make the schema zdm: " + e.getMessage(), e);
        }
    }

    private static void migrateOn(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("zdm")
                .defaultSchema("zdm")
                .createSchemas(true)
                .table("schema_version")
                // A script that somebody ran by hand may have left its notes there before.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:io/zdm/engine/schema")
                // All or none: half of them would be an older release's schema to whoever only reads.
                .group(true)
                .load()
                .migrate();
    }

    /** Whether the tables are there, which brings older ones up to date: for commands that may write. */
    static boolean opened(Database database) {
        boolean there = exists(database);
        if (there) {
            install(database);
        }
        return there;
    }

    /** Whether the tables are there; asks nothing of a database that zdm-batch never changed. */
    public static boolean exists(Database database) {
        return database.isTrue("SELECT to_regclass('zdm.change_status') IS NOT NULL");
    }
}
