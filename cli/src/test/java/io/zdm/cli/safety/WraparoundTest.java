package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An autovacuum that prevents wraparound gives way to nobody; to end it would only make the next one more urgent. */
@Timeout(180)
class WraparoundTest {

    private static final String WORKER =
            "SELECT max(pid) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'"
                    + " AND query LIKE 'autovacuum: VACUUM%app.item (to prevent wraparound)'";

    /** Each INSERT is a subtransaction with a number of its own. */
    private static final String USE_UP_NUMBERS = """
            DO $$ BEGIN
                FOR i IN 1 .. 110000 LOOP
                    BEGIN INSERT INTO app.number VALUES (i); EXCEPTION WHEN unique_violation THEN RAISE; END;
                END LOOP;
            END $$
            """;

    @Test
    void isSparedAndNamed() {
        try (PrivateServer server = TestServer.startPrivate();
                TestDatabase database = server.createDatabase()) {
            Zdm zdm = Items.create(database);
            database.execute(
                    // Slow: a pause for every page, for longer than the attempts last.
                    "INSERT INTO app.item SELECT g, 'value ' || g FROM generate_series(5001, 20000) g",
                    "ALTER TABLE app.item SET (autovacuum_freeze_max_age = 100000, autovacuum_vacuum_cost_delay = 100,"
                            + " autovacuum_vacuum_cost_limit = 1)",
                    "CREATE UNLOGGED TABLE app.number (n integer)",
                    USE_UP_NUMBERS);
            server.execute("ALTER SYSTEM SET autovacuum = on", "ALTER SYSTEM SET autovacuum_naptime = 1");
            server.execute("SELECT pg_reload_conf()");
            Waiting.until("the worker comes", () -> database.queryOne(WORKER) != null);
            String worker = database.queryOne(WORKER);

            Zdm.Result result = zdm.run(Zdm.with(Items.CHANGE, "--wait-for-blockers=terminate", "--lock-attempts=3"))
                    .exits(5);

            assertThat(result.err())
                    .contains("Spared: pid " + worker)
                    .contains("unless it prevents wraparound: then it has to end");
            assertThat(database.queryOne(WORKER)).isEqualTo(worker);
        }
    }
}
