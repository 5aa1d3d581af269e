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
@Timeout(600)
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

    /** The server ends a session that keeps its locks too long; nothing of it was committed, and another attempt follows. */
    @Test
    void aSwapThatStalledUnderItsLocksIsTriedAgain() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        database.execute(
                "CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(3) WHERE pg_try_advisory_lock(77); RETURN NEW; END $$",
                "CREATE TRIGGER dawdle BEFORE UPDATE ON zdm.change FOR EACH ROW WHEN (NEW.swapped_at IS NOT NULL)"
                        + " EXECUTE FUNCTION public.dawdle()");
        String swapping = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND granted"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        try (Wire wire = new Wire(database.host(), database.port());
                Zdm.Running run = zdm.over(wire.port()).start("restart", "1")) {
            Waiting.until(
                    "the swap has its lock", () -> !database.queryList(swapping).isEmpty(), run::errors);
            int pid = backend(swapping);
            assertThat(wire.stall(pid)).isTrue();
            Waiting.until(
                    "the server has ended it",
                    () -> "0".equals(database.queryOne("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid)));
            wire.goOn();
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    /** The row that says who works on a change is written by several sessions of the engine. */
    @Test
    void aHeartbeatThatWaitsForADiskIsNotTheEndOfAChange() throws SQLException {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 50);
            String heart = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = "
                    + backend("SELECT backend_pid FROM zdm.owner");
            try (OpenTransaction holder = new OpenTransaction(database, "SELECT FROM zdm.owner FOR UPDATE")) {
                Waiting.until("the heartbeat waits", () -> "1".equals(database.queryOne(heart)));
                Waiting.until("it waits no longer", () -> "0".equals(database.queryOne(heart)));
                holder.commit();
            }
            zdm.run(Items.HURRY).exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void allLinesHaveStalled() {
        try (Wire wire = new Wire(database.host(), database.port());
                Zdm.Running run =
                        zdm.over(wire.port()).start(Zdm.with(Items.CHANGE, "--chunk-rows=50", "--max-rate=50"))) {
            Items.awaitFilled(database, 50);
            wire.stall();
            assertThat(run.code().orTimeout(300, TimeUnit.SECONDS).join())
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
