package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that the application moves out of a walk's way, where no trigger keeps them in step: they are filled all the same. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class MovedRowsTest {

    private static final String[] ADD = {
        "run", "addColumn", "--table=app.k", "--column=tok", "--type=uuid", "--default=gen_random_uuid()"
    };

    private static final String[] FILL = {"run", "backfillColumn", "--table=app.k", "--column=w", "--set=v * 2"};

    /** In any walk's way for a while: rows that it comes to last. */
    private static final String MOVE = "UPDATE app.k SET pad = pad WHERE v BETWEEN 4800 AND 4890";

    private final TestDatabase database;
    private final Zdm zdm;

    MovedRowsTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    /** 88 blocks without a key; a row that is updated goes behind the last one. */
    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.k (v int, w int, pad text) WITH (autovacuum_enabled = off)",
                "INSERT INTO app.k SELECT g, NULL, repeat('x', 100) FROM generate_series(1, 5000) g",
                "ANALYZE app.k");
    }

    private void awaitFilled(String column) {
        Waiting.until(
                "some rows filled",
                () -> Long.parseLong(String.valueOf(database.queryOne("SELECT count(" + column + ") FROM app.k")))
                        >= 500);
    }

    private String unfilled(String condition) {
        return String.valueOf(database.queryOne("SELECT count(*) FROM app.k WHERE " + condition));
    }

    /** Runs the change as far as its first rows, lets the application do that, and waits for its end. */
    private Zdm.Result beside(String column, String application, String... change) {
        zdm.run(Zdm.with(change, "--until=expand")).exits(0);
        try (Zdm.Running run = zdm.start(Zdm.with(new String[] {"restart", "1"}, Items.SLOWLY))) {
            awaitFilled(column);
            database.execute(application);
            return run.result();
        }
    }

    @Test
    void aRowThatMovesBehindTheEndGetsItsDefault() {
        Zdm.Result result = beside("tok", MOVE, ADD).exits(0);
        assertThat(unfilled("tok IS NULL")).isEqualTo("0");
        assertThat(result.err()).contains("91 rows of app.k are not filled yet").contains("Walking again");
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void aRowThatMovesBehindTheEndIsNotNull() {
        beside("tok", MOVE, Zdm.with(ADD, "--not-null")).exits(0);
        assertThat(database.queryOne("SELECT attnotnull FROM pg_attribute WHERE attname = 'tok'"
                        + " AND attrelid = 'app.k'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aRowThatMovesBehindTheEndIsFilled() {
        beside("w", MOVE, FILL).exits(0);
        assertThat(unfilled("w IS DISTINCT FROM v * 2")).isEqualTo("0");
    }

    @Test
    void aRowWhoseKeyMovesBelowTheCheckpointIsFilled() {
        database.execute("ALTER TABLE app.k ADD PRIMARY KEY (v)");
        beside("tok", "UPDATE app.k SET v = -v WHERE v BETWEEN 4800 AND 4890", Zdm.with(ADD, "--not-null"))
                .exits(0);
        assertThat(unfilled("tok IS NULL")).isEqualTo("0");
    }

    /** Each table partition is walked by itself. */
    @Test
    void aRowThatMovesToATablePartitionThatIsDoneGetsItsDefault() {
        database.execute(
                "ALTER TABLE app.k RENAME TO all_rows",
                "CREATE TABLE app.k (v int, w int, pad text) PARTITION BY RANGE (v)",
                "CREATE TABLE app.k_low PARTITION OF app.k FOR VALUES FROM (0) TO (2501)",
                "CREATE TABLE app.k_high PARTITION OF app.k FOR VALUES FROM (2501) TO (9999)",
                "INSERT INTO app.k SELECT * FROM app.all_rows",
                "ANALYZE app.k");
        beside("tok", "UPDATE app.k SET v = v - 2500 WHERE v BETWEEN 4800 AND 4890", Zdm.with(ADD, "--not-null"))
                .exits(0);
        assertThat(unfilled("tok IS NULL")).isEqualTo("0");
    }

    @Test
    void aLaterWalkThatWasStoppedGoesOnWhereItWas() throws SQLException {
        cutOffInALaterWalk(run -> run.stop().request("enough"));
        assertThat(zdm.state(1)).isEqualTo("STOPPED");
        assertThat(zdm.run("status", "1").exits(0).out()).contains("p0001-2  stopped  90 of");
        goesOnInTheSameWalk();
    }

    @Test
    void aLaterWalkWhoseOwnerWasCutOffGoesOnWhereItWas() throws SQLException {
        cutOffInALaterWalk(run -> database.queryList("SELECT pg_terminate_backend(backend_pid) FROM zdm.owner"));
        goesOnInTheSameWalk();
    }

    /** One row is held, so that the second walk comes back to it for ever. */
    private void cutOffInALaterWalk(Consumer<Zdm.Running> cutOff) throws SQLException {
        zdm.run(Zdm.with(ADD, "--not-null", "--until=expand")).exits(0);
        try (Zdm.Running run = zdm.start(Zdm.with(new String[] {"restart", "1"}, Items.SLOWLY))) {
            awaitFilled("tok");
            database.execute(MOVE);
            try (OpenTransaction holds =
                    new OpenTransaction(database, "UPDATE app.k SET pad = 'held' WHERE v = 4850")) {
                run.says("Walking again").says("held by other transactions; coming back to them");
                Waiting.until("all others filled", () -> unfilled("tok IS NULL").equals("1"));
                cutOff.accept(run);
                assertThat(run.result().code()).isNotZero();
                holds.commit();
            }
        }
    }

    private void goesOnInTheSameWalk() {
        long walked = chunksOfLaterWalks();
        assertThat(zdm.run("restart", "1").exits(0).err()).doesNotContain("Walking again");
        assertThat(unfilled("tok IS NULL")).isEqualTo("0");
        assertThat(chunksOfLaterWalks())
                .as("the restart wrote the row that was left")
                .isEqualTo(walked + 1);
    }

    private long chunksOfLaterWalks() {
        return Long.parseLong(String.valueOf(database.queryOne("SELECT coalesce(sum(commit_count), 0)"
                + " FROM zdm.batch_step_execution WHERE step_name LIKE 'backfill.backfill#%:%-2'")));
    }

    /** What is NULL after the backfill fails VALIDATE; a restart finds it. */
    @Test
    void aRestartFillsWhatWasLeftSinceTheBackfill() {
        zdm.run(Zdm.with(ADD, "--not-null", "--until=backfill")).exits(0);
        database.execute("UPDATE app.k SET tok = NULL WHERE v BETWEEN 10 AND 12");
        zdm.run("restart", "1").exits(0);
        assertThat(unfilled("tok IS NULL")).isEqualTo("0");
    }

    @Test
    void whatCannotBeMadeFewerIsSaidAndLeft() {
        database.execute("CREATE FUNCTION app.some() RETURNS uuid LANGUAGE sql VOLATILE AS"
                + " $$ SELECT CASE WHEN random() >= 0 THEN NULL::uuid END $$");
        Zdm.Result result = zdm.run(
                        "run", "addColumn", "--table=app.k", "--column=tok", "--type=uuid", "--default=app.some()")
                .exits(0);
        assertThat(result.err())
                .contains("5000 rows of app.k are not filled, and walking again did not make them fewer");
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void whatUsingHasNoValueForIsNotWalkedForAgain() {
        Zdm.Result result = zdm.run(
                        "run",
                        "addColumn",
                        "--table=app.k",
                        "--column=half",
                        "--type=int",
                        "--using=CASE WHEN v > 2500 THEN v END")
                .exits(0);
        assertThat(result.err()).doesNotContain("Walking again");
        assertThat(unfilled("half IS DISTINCT FROM CASE WHEN v > 2500 THEN v END"))
                .isEqualTo("0");
    }

    /** It would be added again with each walk. */
    @Test
    void whatGoesByItselfIsWrittenOnce() {
        database.execute("ALTER TABLE app.k ADD PRIMARY KEY (v)", "UPDATE app.k SET w = v");
        for (String set : new String[] {"w + 1", "length(CAST(k AS text))"}) {
            assertThat(zdm.run("plan", "backfillColumn", "--table=app.k", "--column=w", "--set=" + set)
                            .exits(0)
                            .out())
                    .contains("the table is walked once");
        }
        zdm.run("run", "backfillColumn", "--table=app.k", "--column=w", "--set=w + 1")
                .exits(0);
        assertThat(unfilled("w <> v + 1")).isEqualTo("0");
    }
}
