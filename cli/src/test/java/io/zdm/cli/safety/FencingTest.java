package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** An engine that is no longer the owner does nothing more. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class FencingTest {

    private final TestDatabase database;
    private Zdm zdm;

    FencingTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void anEngineWhoseOwnershipWasCutOffStopsAndARestartGoesOn() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            database.queryList("SELECT pg_terminate_backend(backend_pid) FROM zdm.owner");
            assertThat(run.result().code()).isNotZero();
        }
        assertThat(zdm.state(1)).isIn("STOPPED", "FAILED", "CRASHED");
        assertThat(Items.type(database)).isEqualTo("text");
        zdm.run("restart", "1").exits(0);
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }

    @Test
    void anEngineThatWasTakenOverWritesNothingMore() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            database.execute("UPDATE zdm.fence SET epoch = epoch + 1");
            String done = database.queryOne("SELECT count(v__zdm_new) FROM app.item");
            assertThat(run.result().code()).isNotZero();
            assertThat(run.errors()).contains("taken over");
            assertThat(database.queryOne("SELECT count(v__zdm_new) FROM app.item"))
                    .isEqualTo(done);
        }
        zdm.run("restart", "1").exits(0);
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }

    @Test
    void aLiveOwnerIsTakenOverOnlyWhereThatIsAskedFor() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            assertThat(zdm.run("restart", "1").exits(3).err()).contains("is owned by");
            zdm.run("restart", "1", "--take-over", "--max-rate=1000000").exits(0);
            assertThat(run.result().code()).isNotZero();
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = v__zdm_old"))
                .isEqualTo("5000");
    }

    @Test
    void aWorkerWhoseSessionWasCutOffLosesNoChunk() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            database.queryList(
                    "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a, zdm.owner o"
                            + " WHERE application_name = 'zdm-batch' AND datname = current_database() AND a.pid <> o.backend_pid");
            // Where it has ended with its worker, there is nothing to tune.
            zdm.run(Items.HURRY);
            int code = run.result().code();
            if (code != 0) {
                zdm.run("restart", "1").exits(0);
            }
        }
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = v__zdm_old"))
                .isEqualTo("5000");
    }
}
