package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Columns come, are filled, take other names and go beside an application that writes: none of its statements fails. */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class ColumnKindsTest {

    private static final int ROWS = 20_000;

    private final TestDatabase database;
    private final Zdm zdm;
    private final AtomicReference<String> column = new AtomicReference<>("n");

    ColumnKindsTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.t (id int PRIMARY KEY, n bigint NOT NULL DEFAULT 0, code text, extra int)",
                "CREATE INDEX t_n ON app.t (n)",
                "INSERT INTO app.t (id, code, extra) SELECT g, 'code ' || g, g FROM generate_series(1, " + ROWS + ") g",
                "CREATE FUNCTION app.roll() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 42; END'");
    }

    /** Adds one to rows of its own, by whichever name is good, and inserts some. */
    private final class Application implements AutoCloseable {

        private final List<Thread> threads = new ArrayList<>();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicLong added = new AtomicLong();
        private final AtomicLong inserted = new AtomicLong();
        private volatile boolean over;

        Application() {
            for (int i = 0; i < 2; i++) {
                int number = i;
                threads.add(new Thread(() -> write(number), "application " + i));
            }
            threads.forEach(t -> {
                t.setDaemon(true);
                t.start();
            });
            Waiting.until("the application writes", () -> added.get() > 50, () -> String.join("\n", failures));
        }

        private void write(int number) {
            Random random = new Random(number);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!over) {
                    int id = 1 + 2 * random.nextInt(ROWS / 2 - 1) + number;
                    String name = column.get();
                    try {
                        added.addAndGet(statement.executeUpdate(
                                "UPDATE app.t SET " + name + " = " + name + " + 1 WHERE id = " + id));
                        if (random.nextInt(20) == 0) {
                            long next = 1_000_000 + inserted.incrementAndGet();
                            statement.executeUpdate("INSERT INTO app.t (id, code, " + name + ") VALUES (" + next
                                    + ", 'code " + next + "', 1)");
                            added.incrementAndGet();
                        }
                    } catch (SQLException e) {
                        failures.add(e.getSQLState() + " " + e.getMessage());
                    }
                }
            } catch (SQLException e) {
                failures.add(e.getSQLState() + " " + e.getMessage());
            }
        }

        void goesOn() {
            long before = added.get();
            Waiting.until(
                    "the application goes on", () -> added.get() > before + 100, () -> String.join("\n", failures));
        }

        @Override
        public void close() {
            over = true;
            threads.forEach(t -> {
                try {
                    t.join(10_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(failures).isEmpty();
            assertThat(database.queryOne("SELECT sum(" + column.get() + ") FROM app.t"))
                    .isEqualTo(String.valueOf(added.get()));
        }
    }

    @Test
    void aColumnWithAVolatileDefaultIsAdded() {
        try (Application application = new Application()) {
            zdm.run(
                            "run",
                            "addColumn",
                            "--table=app.t",
                            "--column=dice",
                            "--type=int",
                            "--default=app.roll()",
                            "--not-null")
                    .exits(0);
            application.goesOn();
        }
        assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE dice IS DISTINCT FROM 42"))
                .isEqualTo("0");
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void aColumnIsFilledAndFilledAgainWithoutAWrite() {
        String[] backfill = {"run", "backfillColumn", "--table=app.t", "--column=extra", "--set=length(code) * 2"};
        try (Application application = new Application()) {
            zdm.run(Zdm.with(backfill, "--where=id <= 20000")).exits(0);
            application.goesOn();
        }
        assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE id <= 20000 AND extra <> length(code) * 2"))
                .isEqualTo("0");
        String before = database.queryOne("SELECT sum(xmin::text::bigint) FROM app.t WHERE id <= 20000");
        zdm.run(backfill).exits(0);
        assertThat(database.queryOne("SELECT sum(xmin::text::bigint) FROM app.t WHERE id <= 20000"))
                .isEqualTo(before);
        assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE extra IS DISTINCT FROM length(code) * 2"))
                .isEqualTo("0");
    }

    @Test
    void bothNamesWorkFromTheSwapOnAndOneAfterContract() {
        try (Application application = new Application()) {
            zdm.run("run", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                    .exits(0);
            column.set("total");
            application.goesOn();
            column.set("n");
            application.goesOn();
            zdm.run("rollback", "1").exits(0);
            zdm.run("run", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                    .exits(0);
            column.set("total");
            application.goesOn();
            zdm.run("contract", "2").exits(0);
            application.goesOn();
        }
        assertThat(database.queryOne("SELECT pg_get_indexdef('app.t_n'::regclass)"))
                .contains("(total)");
    }

    @Test
    void eitherNameSaysTheValueAndTheNewOneWins() {
        zdm.run("run", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                .exits(0);
        database.execute(
                "INSERT INTO app.t (id, n) VALUES (-1, 1)",
                "INSERT INTO app.t (id, total) VALUES (-2, 2)",
                "INSERT INTO app.t (id) VALUES (-3)",
                "INSERT INTO app.t (id, n, total) VALUES (-4, 3, 4)",
                "UPDATE app.t SET n = 5 WHERE id = 1",
                "UPDATE app.t SET total = 6 WHERE id = 2",
                "UPDATE app.t SET n = 7, total = 8 WHERE id = 3",
                "SET session_replication_role = replica; UPDATE app.t SET total = 9 WHERE id = 4");
        assertThat(database.queryList("SELECT concat_ws(' ', id, n, total) FROM app.t WHERE id < 5 ORDER BY id"))
                .containsExactly("-4 4 4", "-3 0 0", "-2 2 2", "-1 1 1", "1 5 5", "2 6 6", "3 8 8", "4 9 9");
    }

    @Test
    void whatWasPutOnTheSecondNameKeepsContractAway() {
        zdm.run("run", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                .exits(0);
        database.execute("CREATE INDEX late ON app.t (total, id)");
        assertThat(zdm.run("contract", "1").exits(6).err()).contains("late");
        database.execute("DROP INDEX app.late");
        database.execute("ALTER TABLE app.t DISABLE TRIGGER zzz_zdm_names_1");
        assertThat(zdm.run("contract", "1").err()).contains("zzz_zdm_names_1");
        assertThat(zdm.state(1)).isNotEqualTo("COMPLETED");
        database.execute("ALTER TABLE app.t ENABLE ALWAYS TRIGGER zzz_zdm_names_1");
        zdm.run("contract", "1").exits(0);
    }

    @Test
    void aWriteThatTheTriggerMissedKeepsRollbackAway() {
        zdm.run("run", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                .exits(0);
        database.execute(
                "ALTER TABLE app.t DISABLE TRIGGER zzz_zdm_names_1",
                "UPDATE app.t SET total = 99 WHERE id = 77",
                "ALTER TABLE app.t ENABLE ALWAYS TRIGGER zzz_zdm_names_1");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("77");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void aColumnGoesComesBackAndGoesForGood() {
        try (Application application = new Application()) {
            zdm.run("run", "dropColumn", "--table=app.t", "--column=extra").exits(0);
            application.goesOn();
            zdm.run("rollback", "1").exits(0);
            assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE id <= 20000 AND extra = id"))
                    .isEqualTo("20000");
            zdm.run("run", "dropColumn", "--table=app.t", "--column=extra").exits(0);
            application.goesOn();
            zdm.run("contract", "2").exits(0);
            application.goesOn();
        }
        zdm.run("run", "dropColumn", "--table=app.t", "--column=extra").exits(0);
    }

    @Test
    void rowsThatCameWithoutAValueAreListedByRollback() {
        database.execute("ALTER TABLE app.t ALTER COLUMN extra SET NOT NULL");
        zdm.run("run", "dropColumn", "--table=app.t", "--column=extra").exits(0);
        database.execute("INSERT INTO app.t (id) VALUES (-5)");

        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("-5");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");

        database.execute("UPDATE app.t SET extra__zdm_old = 0 WHERE id = -5");
        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne("SELECT attnotnull FROM pg_attribute WHERE attname = 'extra'"
                        + " AND attrelid = 'app.t'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void whatWasPutOnTheColumnThatIsAwayKeepsContractAway() {
        zdm.run("run", "dropColumn", "--table=app.t", "--column=extra").exits(0);
        database.execute("CREATE INDEX late ON app.t (extra__zdm_old)");
        assertThat(zdm.run("contract", "1").exits(6).err()).contains("late");
        database.execute("DROP INDEX app.late");
        zdm.run("contract", "1").exits(0);
    }

    /** Studio: a column that another tool has filled beside the first holds truth that the first could not. */
    @Test
    void whatOnlyASecondColumnKnowsIsNeverOverwritten() {
        database.execute(
                "CREATE TABLE app.node (id int PRIMARY KEY)",
                "INSERT INTO app.node SELECT generate_series(0, 9)",
                "CREATE TABLE app.file (id int PRIMARY KEY, checksum text NOT NULL, file_size int,"
                        + " node int REFERENCES app.node DEFERRABLE INITIALLY DEFERRED, file_size_bigint bigint)",
                "CREATE INDEX file_checksum_file_size_idx ON app.file (checksum, file_size)",
                "INSERT INTO app.file SELECT g, 'c' || g, CASE WHEN g % 10 > 0 THEN g END, g % 10,"
                        + " CASE WHEN g % 10 = 0 THEN 3000000000 + g END FROM generate_series(1, 3000) g");
        String[] change = {
            "run",
            "changeColumnType",
            "--table=app.file",
            "--column=file_size",
            "--to=bigint",
            "--using=coalesce(file_size_bigint, file_size::bigint)"
        };
        zdm.run(Zdm.with(change, "--until=expand")).exits(0);
        assertThat(zdm.run("status", "1").exits(0).out()).contains("expand");
        database.execute(
                "INSERT INTO app.file VALUES (-1, 'c', NULL, 1, 4000000000)",
                "UPDATE app.file SET file_size = 7 WHERE id = 1");
        zdm.run("restart", "1", "--until=backfill").exits(0);
        zdm.run("restart", "1", "--until=verify").exits(0);
        zdm.run("restart", "1").exits(0);
        zdm.run("contract", "1").exits(0);

        assertThat(database.queryOne(
                        "SELECT count(*) FROM app.file WHERE file_size IS DISTINCT FROM CASE WHEN id = 1 THEN 7"
                                + " WHEN id = -1 THEN 4000000000 WHEN id % 10 = 0 THEN 3000000000 + id ELSE id END"))
                .isEqualTo("0");
        assertThat(database.queryOne(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'file_node_fkey'"))
                .isEqualTo("FOREIGN KEY (node) REFERENCES app.node(id) DEFERRABLE INITIALLY DEFERRED");
        assertThat(database.queryOne("SELECT pg_get_indexdef('app.file_checksum_file_size_idx'::regclass)"))
                .endsWith("(checksum, file_size)");
        zdm.run("run", "dropColumn", "--table=app.file", "--column=file_size_bigint")
                .exits(0);
        zdm.run("contract", "2").exits(0);
    }

    /** Its check would wait for whoever deletes the referenced row, and the two might wait for each other. */
    @Test
    void aBackfillDoesNotWaitForAReferencedRow() throws SQLException {
        database.execute(
                "CREATE TABLE app.task (id int PRIMARY KEY)",
                "INSERT INTO app.task SELECT generate_series(0, 99)",
                "UPDATE app.t SET extra = NULL",
                "ALTER TABLE app.t ADD FOREIGN KEY (extra) REFERENCES app.task");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM app.task WHERE id = 7");
            try (Zdm.Running running = zdm.start(
                    "run",
                    "backfillColumn",
                    "--table=app.t",
                    "--column=extra",
                    "--set=task.id",
                    "--from=app.task",
                    "--where=task.id = mod(t.id, 100)")) {
                running.says("held by other transactions; coming back to them");
                assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE extra IS NULL"))
                        .isEqualTo("200");
                connection.rollback();
                running.result().exits(0);
            }
        }
        assertThat(database.queryOne("SELECT count(*) FROM app.t WHERE extra IS DISTINCT FROM mod(id, 100)"))
                .isEqualTo("0");
    }

    @Test
    void aBackfillThatKeepsWhatIsThereFillsTheRest() {
        database.execute("UPDATE app.t SET extra = NULL WHERE id % 2 = 0");
        zdm.run("run", "backfillColumn", "--table=app.t", "--column=extra", "--set=-id", "--keep-existing")
                .exits(0);
        assertThat(database.queryOne(
                        "SELECT count(*) FROM app.t WHERE extra <> CASE WHEN id % 2 = 0 THEN -id ELSE id END"))
                .isEqualTo("0");
    }

    @Test
    void everyKindTellsAnExampleAndMakesARunbook() {
        for (String kind : List.of("addColumn", "backfillColumn", "renameColumn", "dropColumn")) {
            assertThat(zdm.run("run", kind, "--help").exits(0).out()).contains("run " + kind + " --table=");
        }
        assertThat(zdm.run("runbook", "renameColumn", "--table=app.t", "--column=n", "--to=total")
                        .exits(0)
                        .out())
                .contains("RENAME COLUMN n TO total");
        assertThat(zdm.run("plan", "dropColumn", "--table=app.t", "--column=extra", "--output=markdown")
                        .exits(0)
                        .out())
                .contains("extra__zdm_old");
        assertThat(zdm.run("plan", "backfillColumn", "--table=app.t", "--column=extra", "--set=1", "--output=sql")
                        .exits(0)
                        .out())
                .contains("hold NULL in extra");
    }
}
