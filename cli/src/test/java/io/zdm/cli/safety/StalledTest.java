package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.wire.Wire;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lines on which nothing arrives any more, and nobody is told: the engine's sessions stall by themselves or all at once. */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class StalledTest {

    private static final String WAITING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'zdm-batch'"
            + " AND datname = current_database() AND wait_event_type = 'Lock'";

    private final TestDatabase database;
    private Zdm zdm;

    StalledTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void anOwnerWhoseLineHasStalledStops() {
        try (Wire wire = new Wire(database.host(), database.port());
                Zdm.Running run =
                        zdm.over(wire.port()).start(Zdm.with(Items.CHANGE, "--chunk-rows=50", "--max-rate=50"))) {
            Items.awaitFilled(database, 50);
            assertThat(wire.stall(backend("SELECT backend_pid FROM zdm.owner"))).isTrue();
            assertThat(run.result().code()).isNotZero();
        }
        goesOn();
    }

    @Test
    void aWorkerThatWaitsForAnAnswerOnAStalledLineIsEnded() throws SQLException {
        try (Wire wire = new Wire(database.host(), database.port());
                Zdm.Running run = zdm.over(wire.port()).start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 100);
            // In the middle of a transaction: a pool sees by itself that an idle session does not answer.
            try (OpenTransaction holder = new OpenTransaction(database, "SELECT FROM zdm.fence FOR UPDATE")) {
                Waiting.until(
                        "a chunk waits and its line stalls",
                        () -> database.queryList(WAITING).stream()
                                .anyMatch(pid -> wire.stall(Integer.parseInt(String.valueOf(pid)))));
                holder.commit();
            }
            assertThat(run.result().code()).as(run.errors()).isEqualTo(1);
            assertThat(run.errors()).contains("connection was lost");
        }
        goesOn();
    }

    @Test
    void allLinesHaveStalled() {
        try (Wire wire = new Wire(database.host(), database.port());
                Zdm.Running run =
                        zdm.over(wire.port()).start(Zdm.with(Items.CHANGE, "--chunk-rows=50", "--max-rate=50"))) {
            Items.awaitFilled(database, 50);
            wire.stall();
            assertThat(run.code().orTimeout(150, TimeUnit.SECONDS).join())
                    .as(run.errors())
                    .isNotZero();
        }
        goesOn();
    }

    private int backend(String sql) {
        return Integer.parseInt(String.valueOf(database.queryOne(sql)));
    }

    private void goesOn() {
        Waiting.until("nobody owns it", () -> !zdm.state(1).equals("RUNNING"), () -> zdm.state(1));
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id AND v__zdm_old = v"))
                .isEqualTo("5000");
    }
}
