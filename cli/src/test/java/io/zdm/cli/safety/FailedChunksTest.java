package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chunks that fail: one row costs no other, and too many stop the change. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class FailedChunksTest {

    private final TestDatabase database;
    private Zdm zdm;

    FailedChunksTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void expand() {
        zdm = Items.create(database);
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
    }

    private void reject(String ids) {
        database.execute("ALTER TABLE app.item ADD CONSTRAINT rejects CHECK (v__zdm_new IS NULL OR NOT (" + ids
                + ")) NOT VALID");
    }

    private String filled() {
        return String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
    }

    @Test
    void rowsThatCannotBeWrittenAreNamedAfterAllOthersAreWritten() {
        reject("id IN (1, 2500, 2501)");
        Zdm.Result result = zdm.run("restart", "1", "--until=backfill").exits(6);
        assertThat(result.err())
                .contains("3 rows cannot be written; all others are", "the row 1 ", "the row 2500 ", "the row 2501 ")
                .contains("rejects");
        assertThat(filled()).isEqualTo("4997");
        assertThat(zdm.state(1)).isEqualTo("FAILED");
        assertThat(zdm.run("status", "1", "--chunks").exits(0).out()).contains("Failed: Of app.item, the row 2500");

        database.execute("ALTER TABLE app.item DROP CONSTRAINT rejects");
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id"))
                .isEqualTo("5000");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void tooManyOfTheLastChunksStopTheChangeUnlessNoneEverDo() {
        reject("id % 100 = 50");
        Zdm.Result result = zdm.run("restart", "1", "--until=backfill", "--chunk-rows=100", "--max-failed-chunks=3/10")
                .exits(6);
        assertThat(result.err())
                .contains("3 of the last 3 chunks failed (--max-failed-chunks=3/10)", "the row 250 ", "restart 1");
        assertThat(filled()).isEqualTo("0");
        assertThat(zdm.state(1)).isEqualTo("FAILED");

        Zdm.Result never = zdm.run("restart", "1", "--until=backfill", "--chunk-rows=1000", "--max-failed-chunks=off")
                .exits(6);
        assertThat(never.err()).contains("50 rows cannot be written; all others are");
        assertThat(filled()).isEqualTo("4950");
        zdm.run("restart", "1", "--max-failed-chunks=5").exits(2);
    }

    @Test
    void aTableThatStaysLockedEndsInExit5AndGoesOnLater() throws Exception {
        try (OpenTransaction locked = new OpenTransaction(database)) {
            String[] restart = {"restart", "1", "--lock-attempts=2", "--max-failed-chunks=1/5"};
            try (Zdm.Running run = zdm.start(Zdm.with(restart, Items.SLOWLY))) {
                Items.awaitFilled(database, 200);
                locked.run("LOCK TABLE app.item");
                assertThat(run.result().exits(5).err()).contains("1 of the last", "no lock was to be had");
            }
            assertThat(zdm.state(1)).isEqualTo("FAILED");
        }
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }
}
