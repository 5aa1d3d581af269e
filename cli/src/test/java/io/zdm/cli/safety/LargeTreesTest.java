package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables with very many table partitions. */
@Timeout(900)
class LargeTreesTest {

    private static final String[] CHANGE = {"run", "changeColumnType", "--table=app.t", "--column=v", "--to=bigint"};

    /** Whoever finds the lock table full fails, be it the application. */
    @Test
    void whatNeedsMoreLocksThanTheServerHasIsRefused() {
        try (PrivateServer server = TestServer.startPrivate();
                TestDatabase database = server.createDatabase()) {
            database.execute("ALTER SYSTEM SET max_locks_per_transaction = 10");
            server.stopImmediate();
            server.startAgain();
            create(database, 30);
            database.execute("ALTER TABLE app.t "
                    + IntStream.range(0, 40)
                            .mapToObj(i -> "ADD CHECK (v <> " + -i + ")")
                            .collect(Collectors.joining(", ")));
            Zdm zdm = new Zdm(database);
            assertThat(zdm.run(Zdm.with(CHANGE, "--output=json")).exits(3).out())
                    .contains("lock-table-too-small")
                    .contains("Raise max_locks_per_transaction");
            assertThat(database.queryOne("SELECT to_regnamespace('zdm') IS NULL"))
                    .isEqualTo("t");
        }
    }

    /** By a machine's whim the lock is held for a second; all it must not do is to grow with every look at every member. */
    @Tag("long")
    @Test
    void twoHundredTablePartitions() throws SQLException {
        try (PrivateServer server = TestServer.startPrivate();
                TestDatabase database = server.createDatabase()) {
            create(database, 200);
            database.execute(
                    "CREATE INDEX t_w_v ON app.t (w, v)",
                    "ALTER TABLE app.t ADD CONSTRAINT t_u UNIQUE (id, v)",
                    "CREATE VIEW app.seen AS SELECT v FROM app.t",
                    "INSERT INTO app.t SELECT g, g, 'w' FROM generate_series(1, 20000) g");
            Zdm zdm = new Zdm(database);
            zdm.run(Zdm.with(CHANGE, "--until=expand")).exits(0);
            for (String until : new String[] {"backfill", "dependents", "verify", "swap"}) {
                finish(zdm, until);
            }
            System.out.println("LargeTreesTest: swap held its locks for "
                    + database.queryOne("SELECT swap_lock_millis FROM zdm.change") + " ms");
            assertThat(database.queryOne("SELECT swap_lock_millis < 10000 FROM zdm.change"))
                    .isEqualTo("t");
            zdm.run("contract", "1").exits(0);
            assertThat(database.queryOne("SELECT count(*) || ' ' || sum(v) FROM app.seen"))
                    .isEqualTo("20000 200010000");
            try (Connection connection = database.connect()) {
                assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
            }
        }
    }

    private static void finish(Zdm zdm, String until) {
        try (Zdm.Running running = zdm.start("restart", "1", "--until=" + until)) {
            assertThat(running.code().orTimeout(5, TimeUnit.MINUTES).join())
                    .as(running.errors())
                    .isZero();
        }
    }

    private static void create(TestDatabase database, int partitions) {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.t (id int NOT NULL, v int NOT NULL CHECK (v > 0), w text, PRIMARY KEY (id))"
                        + " PARTITION BY HASH (id)",
                "CREATE INDEX t_v ON app.t (v)");
        // One by one: together they would need the very locks that are missing.
        for (int i = 0; i < partitions; i++) {
            database.execute("CREATE TABLE app.t_" + i + " PARTITION OF app.t FOR VALUES WITH (MODULUS " + partitions
                    + ", REMAINDER " + i + ")");
        }
    }
}
