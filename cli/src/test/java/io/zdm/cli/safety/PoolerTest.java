package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pooler between the engine and the server. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class PoolerTest {

    private final TestDatabase database;
    private final Zdm zdm;

    PoolerTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    /** The build's own script installs it; elsewhere these tests are left out where it is missing. */
    @BeforeEach
    void create() {
        assumeTrue(System.getenv("CI") != null || PgBouncer.binary().isPresent(), "PgBouncer is not installed");
        Items.create(database);
    }

    @Test
    void aPoolInTransactionModeIsRefusedAndItsSessionsStayAsTheyWere() throws Exception {
        try (PgBouncer pooler = new PgBouncer(database, "transaction");
                Connection application = DriverManager.getConnection(pooler.jdbcUrl());
                Statement statement = application.createStatement()) {
            statement.execute("SELECT 1");
            for (String command : new String[] {"run", "plan"}) {
                Zdm.Result refused = zdm.run(
                        command,
                        "changeColumnType",
                        "--table=app.item",
                        "--column=v",
                        "--to=varchar(40)",
                        "--url=" + pooler.url());
                assertThat(refused.exits(2).err()).contains("pool_mode=transaction", "Nothing was changed");
            }
            assertThat(zdm.run("status", "--url=" + pooler.url()).exits(2).err())
                    .contains("pool_mode=transaction");
            try (ResultSet row = statement.executeQuery("SHOW search_path")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("\"$user\", public");
            }
        }
        assertThat(database.queryOne("SELECT to_regnamespace('zdm')::text")).isNull();
    }

    @Test
    void aPoolInSessionModeServes() throws Exception {
        try (PgBouncer pooler = new PgBouncer(database, "session")) {
            zdm.run(Zdm.with(Items.CHANGE, "--url=" + pooler.url())).exits(0);
            zdm.run("contract", "1", "--url=" + pooler.url()).exits(0);
        }
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }
}
