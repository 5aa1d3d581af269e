package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application comes first: whoever waits for a lock is the engine, and nobody waits behind it for long. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class LocksTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);

    /** What a reader may wait beyond it, and beyond what readers of another table wait on a machine with other work. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final TestDatabase database;
    private Zdm zdm;

    LocksTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {Items.READING, "UPDATE app.item SET n = n + 1 WHERE id = 1"})
    void readersNeverWaitLongBehindAnEngineThatWaits(String held) throws SQLException {
        for (String phase : List.of("expand", "swap")) {
            try (OpenTransaction holder = new OpenTransaction(database, held);
                    Readers control = Readers.control(database);
                    Readers readers = Readers.of(database);
                    Zdm.Running run = phase.equals("expand")
                            ? zdm.start(Zdm.with(Items.CHANGE, "--until=verify"))
                            : zdm.start("restart", "1")) {
                run.says("attempt 8 of 30");
                holder.commit();
                run.result().exits(0);
                Duration longest = readers.longest();
                Duration elsewhere = control.longest();
                assertThat(longest)
                        .as("%s, elsewhere %s", phase, elsewhere)
                        .isLessThan(LOCK_TIMEOUT.plus(GRACE).plus(elsewhere));
            }
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand", "swap", "contract", "rollback"})
    void exhaustedAttemptsNameTheBlockersHoldNothingAndCanBeResumed(String phase) throws SQLException {
        String[] command = command(phase);
        try (OpenTransaction holder = new OpenTransaction(database, Items.READING)) {
            Zdm.Result result = zdm.run(Zdm.with(command, "--lock-attempts=3")).exits(5);
            assertThat(result.err())
                    .contains("pid " + holder.pid())
                    .contains("a reader")
                    .contains("user " + database.user())
                    .contains("application testkit")
                    .contains("in 3 attempts")
                    .contains("Nothing is held");
            assertThat(
                            database.queryList(
                                    "SELECT mode FROM pg_locks JOIN pg_stat_activity USING (pid)"
                                            + " WHERE relation = 'app.item'::regclass AND datname = current_database() AND application_name = 'zdm-batch'"))
                    .isEmpty();
            assertThat(zdm.state(1)).isEqualTo("FAILED");
        }
        zdm.run(phase.equals("contract") ? new String[] {"contract", "1"} : new String[] {"restart", "1"})
                .exits(0);
        assertThat(zdm.state(1))
                .isEqualTo(
                        switch (phase) {
                            case "contract" -> "COMPLETED";
                            case "rollback" -> "ROLLED_BACK";
                            default -> "SWAPPED";
                        });
    }

    private String[] command(String phase) {
        switch (phase) {
            case "expand" -> {
                return Items.CHANGE;
            }
            case "swap" -> zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
            default -> zdm.run(Items.CHANGE).exits(0);
        }
        return switch (phase) {
            case "swap" -> new String[] {"restart", "1"};
            case "contract" -> new String[] {"contract", "1"};
            default -> new String[] {"rollback", "1"};
        };
    }

    /** DEPENDS ON EXTENSION takes ACCESS EXCLUSIVE on the index that was just built, which every query plan looks at. */
    @Test
    void whatAnIndexIsGivenAfterItsBuildIsWaitedForShortlyAndAgain() throws SQLException {
        database.execute(
                "CREATE INDEX item_v ON app.item (v)",
                "COMMENT ON INDEX app.item_v IS 'by value'",
                "ALTER INDEX app.item_v DEPENDS ON EXTENSION plpgsql");
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        try (OpenTransaction writer = new OpenTransaction(database, "UPDATE app.item SET n = 1 WHERE id = 1");
                Zdm.Running run = zdm.start("restart", "1", "--until=verify")) {
            run.says("The index build waits for transactions");
            // The build does not wait for readers; this one holds a lock on the unfinished index.
            try (OpenTransaction holder = new OpenTransaction(database, Items.READING);
                    Readers readers = Readers.of(database)) {
                writer.commit();
                run.says("attempt 4 of 30");
                holder.commit();
                run.result().exits(0);
                assertThat(readers.longest()).isLessThan(LOCK_TIMEOUT);
            }
        }
        assertThat(database.queryOne(
                        "SELECT obj_description('app.item_v__zdm_new'::regclass) || count(*) FROM pg_depend"
                                + " WHERE objid = 'app.item_v__zdm_new'::regclass AND deptype = 'x'"))
                .isEqualTo("by value1");
    }

    @Test
    void aTransactionOlderThanTheLastChunkDelaysTheSwapAndIsNamed() throws SQLException {
        database.execute("CREATE TABLE app.elsewhere (a integer)");
        try (OpenTransaction old = new OpenTransaction(
                        database,
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                        "SELECT 'my old snapshot' FROM app.elsewhere");
                Zdm.Running run = zdm.start(Items.CHANGE)) {
            run.says("Waiting for transactions that are older than the last chunk");
            assertThat(run.errors()).contains("pid " + old.pid()).contains("my old snapshot");
            assertThat(Items.type(database)).isEqualTo("text");
            old.run("DO $$ BEGIN ASSERT (SELECT count(v) FROM app.item) = 5000; END $$");
            old.commit();
            run.result().exits(0);
        }
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }

    @Test
    void rowsThatAnApplicationHoldsAreComeBackTo() throws SQLException {
        try (OpenTransaction writer =
                        new OpenTransaction(database, "UPDATE app.item SET v = 'held' WHERE id % 500 = 0");
                Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--chunk-rows=500"))) {
            // Not even expand gets its lock beside a writer.
            run.says("attempt 2 of");
            writer.commit();
            run.result().exits(0);
        }
        zdm.run("rollback", "1").exits(0);
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 100);
            try (OpenTransaction writer =
                    new OpenTransaction(database, "UPDATE app.item SET v = 'held again' WHERE id % 500 = 0")) {
                run.says("are held by other transactions; coming back to them");
                // In the order against the backfill's: what would deadlock if chunks waited.
                writer.run(
                        "UPDATE app.item SET n = 7 WHERE id = 4999",
                        "UPDATE app.item SET n = 7 WHERE id = 2",
                        "UPDATE app.item SET n = 7 WHERE id = 3001");
                writer.commit();
            }
            zdm.run("tune", "2", "--chunk-rows=1000", "--max-rate=1000000").exits(0);
            run.result().exits(0);
        }
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'held again' AND v__zdm_old = v"))
                .isEqualTo("10");
    }

    @Test
    void ofTwoEnginesOnOneTableOneWins() {
        try (Zdm.Running first = zdm.start(Zdm.with(Items.CHANGE, "--chunk-rows=50", "--max-rate=100"))) {
            Items.awaitFilled(database, 50);
            String before = footprint();
            for (String command : List.of("restart", "rollback", "contract")) {
                assertThat(zdm.run(command, "1").exits(3).err()).contains("owned by");
            }
            zdm.run(Items.CHANGE).exits(3);
            zdm.run("run", "changeColumnType", "--table=app.item", "--column=n", "--to=bigint")
                    .exits(3);
            assertThat(footprint()).isEqualTo(before);
            zdm.run(Items.HURRY).exits(0);
            first.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void ofEnginesStartedTogetherOneWins() {
        List<Zdm.Running> runs = Stream.of("40", "41", "40")
                .map(length -> zdm.start(
                        "run", "changeColumnType", "--table=app.item", "--column=v", "--to=varchar(" + length + ")"))
                .toList();
        List<Integer> codes = runs.stream().map(r -> r.result().code()).sorted().toList();
        // Who comes after the winner has finished finds its change in place, or waiting for contract.
        assertThat(codes).first().isEqualTo(0);
        assertThat(codes).allMatch(c -> c == 0 || c == 3);
        assertThat(database.queryList("SELECT state FROM zdm.change_status")).containsExactly("SWAPPED");
        zdm.run("contract", "1").exits(0);
    }

    /** What a refused command must leave as it is. */
    private String footprint() {
        return String.valueOf(database.queryOne(
                "SELECT (SELECT count(*) FROM zdm.change) || ' ' || (SELECT max(epoch) FROM zdm.fence)"
                        + " || ' ' || (SELECT count(*) FROM zdm.batch_job_execution) || ' '"
                        + " || (SELECT until || direction FROM zdm.change)"));
    }
}
