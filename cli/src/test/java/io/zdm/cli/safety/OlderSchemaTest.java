package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an older release left its tables and an unfinished change, who only looks leaves them; who writes brings them up to date. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class OlderSchemaTest {

    private static final String VERSIONS =
            "SELECT string_agg(version, ' ' ORDER BY installed_rank) FROM zdm.schema_version";

    private final TestDatabase database;
    private final TestDatabase planned;

    OlderSchemaTest(TestDatabase database, TestDatabase planned) {
        this.database = database;
        this.planned = planned;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "7", "8", "9", "10"})
    void isReadAsItIsAndBroughtUpToDateByWhoWrites(String version) throws SQLException {
        Items.create(planned).run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        Zdm zdm = Items.create(database);
        database.execute("CREATE TABLE app.other (id int PRIMARY KEY, v int)", "INSERT INTO app.other VALUES (1, 1)");
        install(version);
        database.execute(
                "INSERT INTO zdm.change (kind, name, schema_name, table_name, table_oid, definition, digest, plan,"
                        + " until) SELECT kind, name, schema_name, table_name, 'app.item'::regclass, definition, digest,"
                        + " plan, until FROM jsonb_populate_record(NULL::zdm.change, '" + begun() + "')");
        database.execute("INSERT INTO zdm.fence SELECT id, 0 FROM zdm.change");
        String before = everything();

        assertThat(zdm.run("status").exits(0).out()).contains("changeColumnType", "QUEUED");
        assertThat(zdm.run("status", "1", "--output=json").exits(0).out()).contains("\"state\":\"QUEUED\"");
        zdm.run("plan", "changeColumnType", "--table=app.other", "--column=v", "--to=bigint")
                .exits(0);
        zdm.run("plan", Items.CHANGE[1], Items.CHANGE[2], Items.CHANGE[3], Items.CHANGE[4]);
        zdm.run("status", "1", "--history").exits(0);
        zdm.run("status", "--chunks").exits(0);
        zdm.run("runbook", "1").exits(0);
        assertThat(everything()).isEqualTo(before);

        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne(VERSIONS)).isEqualTo(planned.queryOne(VERSIONS));
        zdm.run("contract", "1").exits(0);
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    private void install(String version) {
        try (Connection connection = database.connect()) {
            Flyway.configure()
                    .dataSource(new org.springframework.jdbc.datasource.SingleConnectionDataSource(connection, true))
                    .schemas("zdm")
                    .defaultSchema("zdm")
                    .table("schema_version")
                    .locations("classpath:io/zdm/engine/schema")
                    .target(version)
                    .load()
                    .migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A change as the engine keeps it. */
    private String begun() {
        return String.valueOf(planned.queryOne("SELECT to_jsonb(c) FROM zdm.change c"))
                .replace("'", "''");
    }

    /** What is in the schema zdm. */
    private String everything() {
        return database.queryOne(VERSIONS)
                + database.queryOne("SELECT to_jsonb(c) FROM zdm.change c")
                + database.queryList("SELECT relname || ' ' || relfilenode || ' ' || c.xmin FROM pg_class c"
                        + " WHERE relnamespace = 'zdm'::regnamespace ORDER BY 1");
    }
}
