package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.DdlRunner;
import io.zdm.engine.postgres.VerifyProof;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes away what keeps a change safe, and expects it to be noticed before the swap. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class SafetyMutationTest {

    private Zdm zdm;
    private final TestDatabase database;

    SafetyMutationTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void writesBehindADisabledTriggerAreFoundAndFilledAgain() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            Items.behindTheTriggers(database, "UPDATE app.item SET v = 'other' WHERE id IN (7, 8)");
            zdm.run(Items.HURRY).exits(0);
            refusedNaming(run.result(), "7");
        }
        zdm.run("restart", "1").exits(0);
        swapped();
        assertThat(database.queryOne("SELECT string_agg(v, ',') FROM app.item WHERE id IN (7, 8)"))
                .isEqualTo("other,other");
    }

    @Test
    void aDroppedTriggerIsFoundAndPutBack() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            Items.triggers(database).forEach(t -> database.execute("DROP TRIGGER " + t + " ON app.item"));
            database.execute("UPDATE app.item SET v = 'other' WHERE id = 7");
            zdm.run(Items.HURRY).exits(0);
            refusedNaming(run.result(), "7");
        }
        database.execute(
                "UPDATE app.item SET v = 'later' WHERE id = 4000", "INSERT INTO app.item VALUES (9000, 'new')");
        Zdm.Result first = zdm.run("restart", "1");
        if (first.code() != 0) {
            refusedNaming(first, "4000");
            zdm.run("restart", "1").exits(0);
        }
        swapped();
        assertThat(database.queryOne("SELECT string_agg(v, ',' ORDER BY id) FROM app.item WHERE id IN (7, 4000, 9000)"))
                .isEqualTo("other,later,new");
    }

    @Test
    void aTriggerThatIsGoneVoidsTheProofEvenWhereNoRowIsWrong() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        database.execute("ALTER TABLE app.item DISABLE TRIGGER "
                + Items.triggers(database).get(1));
        Zdm.Result restart = zdm.run("restart", "1");
        if (restart.code() == 0) {
            assertThat(restart.err()).contains("Add the shadow");
            swapped();
        } else {
            restart.exits(6);
            assertThat(Items.type(database)).isEqualTo("text");
        }
    }

    @Test
    void aTriggerDisabledAfterTheBackfillIsPutBackBeforeVerify() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        Items.triggers(database).forEach(t -> database.execute("ALTER TABLE app.item DISABLE TRIGGER " + t));
        database.execute("UPDATE app.item SET v = 'other' WHERE id = 7");
        refusedNaming(zdm.run("restart", "1"), "7");
        zdm.run("restart", "1").exits(0);
        swapped();
    }

    @Test
    void aSkippedChunkIsFoundAndFilledAgain() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        Items.behindTheTriggers(database, "UPDATE app.item SET v__zdm_new = NULL WHERE id BETWEEN 1000 AND 1099");
        refusedNaming(zdm.run("restart", "1"), "1000");
        zdm.run("restart", "1").exits(0);
        swapped();
    }

    @Test
    void aTriggerTouchedBetweenVerifyAndSwapMeansVerifyAgain() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        Items.behindTheTriggers(database, "UPDATE app.item SET v = 'other' WHERE id = 7");
        refusedNaming(zdm.run("restart", "1"), "7");
        zdm.run("restart", "1").exits(0);
        swapped();
    }

    @Test
    void aTriggerTouchedWhileTheSwapWaitsForItsLockPreventsIt() throws SQLException {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            Items.behindTheTriggers(database, "UPDATE app.item SET v = 'other' WHERE id = 7");
            reader.commit();
            assertThat(restart.result().exits(6).err()).contains("trigger").contains("changed after verify");
        }
        assertThat(Items.type(database)).isEqualTo("text");
        refusedNaming(zdm.run("restart", "1"), "7");
        zdm.run("restart", "1").exits(0);
        swapped();
    }

    @Test
    void aTriggerFunctionReplacedWhileTheSwapWaitsPreventsIt() throws SQLException {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            database.execute("CREATE OR REPLACE FUNCTION zdm.sync_1() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RETURN NEW; END $$");
            reader.commit();
            restart.result().exits(6);
        }
        assertThat(Items.type(database)).isEqualTo("text");
    }

    @Test
    void nothingSwapsWithoutAProof() {
        for (Effect effect : List.of(Effect.SWAPPED, Effect.SWAPPED_BACK)) {
            DdlStep step =
                    new DdlStep("swap", Phase.SWAP, "Swap", List.of(), List.of(), null, effect, false, List.of());
            DdlRunner runner = new DdlRunner(
                    new Database(database.dataSource()), Tuning.DEFAULT, new StopSignal(), Reporter.SILENT);
            assertThatThrownBy(() -> runner.run(step, () -> {}, new DdlRunner.Inside() {
                        @Override
                        public void before() {}

                        @Override
                        public void after(int attempts) {}
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("proof");
        }
        assertThat(VerifyProof.class.getConstructors()).isEmpty();
    }

    private void refusedNaming(Zdm.Result result, String key) {
        result.exits(6);
        assertThat(result.err()).contains("first keys: " + key).contains("Nothing was swapped");
        assertThat(Items.type(database)).isEqualTo("text");
        assertThat(zdm.state(1)).isEqualTo("FAILED");
    }

    private void swapped() {
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v IS DISTINCT FROM v__zdm_old"))
                .isEqualTo("0");
    }
}
