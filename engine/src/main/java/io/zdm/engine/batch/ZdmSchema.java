package io.zdm.engine.batch;

import io.zdm.engine.postgres.Database;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema {@code zdm} with the engine's own tables, versioned. */
public final class ZdmSchema {

    private ZdmSchema() {}

    /** Makes it, or brings an older one up to date. */
    public static void install(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("zdm")
                .defaultSchema("zdm")
                .createSchemas(true)
                .table("schema_version")
                .locations("classpath:io/zdm/engine/schema")
                .load()
                .migrate();
    }

    /** Whether the tables are there; asks nothing of a database that zdm-batch never changed. */
    public static boolean exists(Database database) {
        return database.isTrue("SELECT to_regclass('zdm.change_status') IS NOT NULL");
    }
}
