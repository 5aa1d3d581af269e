package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table without a key is compared by where its rows lie: whoever puts them elsewhere meanwhile voids the proof. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class RewrittenTableTest {

    private final TestDatabase database;
    private final Zdm zdm;

    RewrittenTableTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (v text, n int)",
                "INSERT INTO app.item SELECT 'value ' || g, g FROM generate_series(1, 5000) g",
                "CREATE INDEX item_n ON app.item (n)",
                "ANALYZE app.item");
    }

    /** Keeps verify from its first row until the table is another file. */
    private Zdm.Result rewrittenMeanwhile() throws SQLException {
        try (OpenTransaction vacuums = new OpenTransaction(database, "LOCK TABLE app.item IN ACCESS EXCLUSIVE MODE");
                Zdm.Running restart = zdm.start("restart", "1")) {
            Waiting.until(
                    "verify waits for the table",
                    () -> "1"
                            .equals(database.queryOne("SELECT count(*) FROM zdm.change_status WHERE id = 1"
                                    + " AND step LIKE 'verify.verify#%' AND EXISTS (SELECT FROM pg_locks"
                                    + " WHERE relation = 'app.item'::regclass AND NOT granted)")),
                    restart::errors);
            vacuums.run("CLUSTER app.item USING item_n");
            vacuums.commit();
            return restart.result();
        }
    }

    @Test
    void aRewriteWhileRowsAreComparedMeansComparingThemAnew() throws SQLException {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        assertThat(rewrittenMeanwhile().exits(0).err())
                .contains("rewritten meanwhile")
                .contains("Verifying anew");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void aTableWithAKeyMayBeRewrittenMeanwhile() throws SQLException {
        database.execute("ALTER TABLE app.item ADD PRIMARY KEY (n)");
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        assertThat(rewrittenMeanwhile().exits(0).err()).doesNotContain("Verifying anew");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void aRewriteWhileTheSwapWaitsForItsLockPreventsIt() throws SQLException {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            reader.run("CLUSTER app.item USING item_n");
            reader.commit();
            assertThat(restart.result().exits(6).err()).contains("rewritten after verify");
        }
        assertThat(Items.type(database)).isEqualTo("text");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    /** One rewrite hides rows from the backfill; those verify finds, and a restart fills them. */
    @Test
    void rowsThatARewriteHidesFromTheBackfillAreFoundAndFilled() throws SQLException {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Zdm.with(Items.SLOWLY, "--until=dependents")))) {
            Items.awaitFilled(database, 1000);
            database.execute("VACUUM FULL app.item");
            run.result().exits(0);
        }
        assertThat(database.queryOne("SELECT count(*) > 0 FROM app.item WHERE v__zdm_new IS NULL"))
                .isEqualTo("t");
        assertThat(rewrittenMeanwhile().exits(6).err()).contains("Nothing was swapped");
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v IS DISTINCT FROM 'value ' || n"))
                .isEqualTo("0");
    }
}
