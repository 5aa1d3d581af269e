package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.AirflowTables;
import io.zdm.testkit.AirflowTables.ExecutorId;
import io.zdm.testkit.AirflowTraffic;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the packaged zdm-batch wherever it hurts: a restart goes on, and nothing is lost or done twice. */
@ExtendWith(PostgresExtension.class)
@Timeout(600)
class KillNineIT {

    private static final int ROWS = 30_000;
    private static final int CHUNK = 500;

    private static final String[] RUN = {
        "run",
        "changeColumnType",
        "--table=airflow.task_instance",
        "--column=external_executor_id",
        "--to=varchar(250)",
        "--using=left(external_executor_id, 250)",
        "--reverse-using=external_executor_id"
    };
    private static final String[] RESTART = {"restart", "1"};
    private static final String[] SLOWLY = {"--chunk-rows=" + CHUNK, "--max-rate=6000"};
    /** For half a minute: long enough to meddle with on a busy machine, too. */
    private static final String[] AT_LEISURE = {"--chunk-rows=" + CHUNK, "--max-rate=1000"};

    private static final String INDEX =
            "CREATE INDEX ti_external ON airflow.task_instance (left(external_executor_id, 20))";
    private static final String LOCK = "LOCK TABLE airflow.task_instance IN ACCESS SHARE MODE";

    /** What CREATE INDEX CONCURRENTLY waits for, and no chunk. */
    private static final String WRITING = "LOCK TABLE airflow.task_instance IN ROW EXCLUSIVE MODE";

    private final TestDatabase database;
    private final Zdm zdm;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    Path directory = Path.of(".");

    KillNineIT(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() throws SQLException {
        System.out.println("KillNineIT seed " + seed);
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, ExecutorId.TEXT);
            AirflowTables.fill(connection, ExecutorId.TEXT, ROWS, 100);
        }
        database.execute(
                INDEX, "CREATE TABLE content AS SELECT id, external_executor_id AS v FROM airflow.task_instance");
    }

    @Test
    void inEveryPhaseForward() throws SQLException {
        long before = updates();
        try (OpenTransaction reader = new OpenTransaction(database, LOCK)) {
            killed("expand", Zdm.with(RUN, SLOWLY), () -> waitsForLock());
        }
        killed("backfill", Zdm.with(RESTART, AT_LEISURE), () -> filled(500 + random.nextInt(1500)));
        killed("backfill", Zdm.with(RESTART, AT_LEISURE), () -> filled(3000 + random.nextInt(1500)));
        try (OpenTransaction writer = new OpenTransaction(database, WRITING)) {
            killed(
                    "dependents",
                    RESTART,
                    () -> Waiting.until(
                            "an index build that waits for the writer",
                            () -> isTrue(
                                    "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%')")));
        }
        awaitEndOfSessions();
        // A range's second visit leaves out what is right already: NULL, of which NULL is made.
        long least = Long.parseLong(
                String.valueOf(database.queryOne("SELECT count(external_executor_id) FROM airflow.task_instance")));
        Waiting.until(
                "the statistics have arrived", () -> updates() - before >= least, () -> "" + (updates() - before));
        assertThat(updates() - before).as("rows updated, seed " + seed).isBetween(least, ROWS + 2L * CHUNK);
        long rows = Long.parseLong(String.valueOf(database.queryOne("SELECT count(*) FROM airflow.task_instance"
                + " WHERE external_executor_id__zdm_new IS NOT DISTINCT FROM left(external_executor_id, 250)")));
        assertThat(rows).isEqualTo(ROWS);

        sleepingWhen("zdm.batch_step_execution", "NEW.step_name LIKE 'verify.verify#%' AND NEW.status = 'COMPLETED'");
        killed("verify", RESTART, this::sleeps);
        wakeUp();
        try (OpenTransaction reader = new OpenTransaction(database, LOCK)) {
            killed("swap", RESTART, this::waitsForLock);
        }
        sleepingWhen("zdm.change", "NEW.swapped_at IS NOT NULL");
        killed("swap", RESTART, this::sleeps);
        wakeUp();
        assertThat(type()).isEqualTo("text");
        sleepingWhen("zdm.batch_step_execution", "NEW.step_name LIKE 'swap.swap#%' AND NEW.status = 'COMPLETED'");
        killed("swap", RESTART, this::sleeps);
        wakeUp();
        assertThat(type()).isEqualTo("character varying(250)");
        ends(0, RESTART);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");

        sleepingWhen("zdm.change", "NEW.finished_at IS NOT NULL");
        killed("contract", new String[] {"contract", "1"}, this::sleeps);
        wakeUp();
        ends(0, "contract", "1");
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
        assertThat(database.queryOne("SELECT count(*) FROM airflow.task_instance JOIN content USING (id)"
                        + " WHERE external_executor_id IS NOT DISTINCT FROM left(v, 250)"))
                .isEqualTo(String.valueOf(ROWS));
        likeAltered("ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE varchar(250)"
                + " USING left(external_executor_id, 250)");
    }

    @Test
    void onTheWayBack() throws SQLException {
        zdm.run(RUN).exits(0);
        String written =
                "UPDATE %s SET %s = 'written since' WHERE id IN (SELECT id FROM content ORDER BY id LIMIT 100)";
        database.execute(
                written.formatted("airflow.task_instance", "external_executor_id"), written.formatted("content", "v"));
        String[] rollback = {"rollback", "1"};
        try (OpenTransaction writer = new OpenTransaction(database, WRITING)) {
            killed(
                    "dependents",
                    rollback,
                    () -> Waiting.until(
                            "an index build that waits for the writer",
                            () -> isTrue(
                                    "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%')")));
        }
        sleepingWhen("zdm.change", "NEW.finished_at IS NOT NULL");
        killed("swap", rollback, this::sleeps);
        wakeUp();
        assertThat(type()).isEqualTo("character varying(250)");
        sleepingWhen("zdm.batch_step_execution", "NEW.step_name LIKE 'swap.swap-back#%' AND NEW.status = 'COMPLETED'");
        killed("swap", RESTART, this::sleeps);
        wakeUp();
        ends(0, RESTART);
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");
        assertThat(database.queryOne("SELECT count(*) FROM airflow.task_instance JOIN content USING (id)"
                        + " WHERE external_executor_id IS NOT DISTINCT FROM v"))
                .isEqualTo(String.valueOf(ROWS));
        likeAltered();
    }

    @Test
    void whoeverLivesIsLeftAloneAndStopsWhenAsked() {
        try (Jar owner = Jar.start(database, directory, Zdm.with(RUN, AT_LEISURE))) {
            Waiting.until(
                    "the change runs",
                    () -> {
                        if (!owner.isAlive()) {
                            throw new AssertionError(owner.output());
                        }
                        return isTrue("SELECT to_regclass('zdm.change_status') IS NOT NULL")
                                && zdm.state(1).equals("RUNNING");
                    },
                    owner::output);
            filled(1000);
            String epoch = String.valueOf(database.queryOne("SELECT max(epoch) FROM zdm.fence"));
            assertThat(zdm.run("restart", "1").exits(3).err()).contains(String.valueOf(owner.pid()));
            assertThat(database.queryOne("SELECT max(epoch) FROM zdm.fence")).isEqualTo(epoch);
            assertThat(zdm.state(1)).isEqualTo("RUNNING");
            owner.terminate();
            assertThat(owner.code()).as(owner.output()).isEqualTo(4);
        }
        assertThat(zdm.state(1)).isEqualTo("STOPPED");
        try (Jar owner = Jar.start(database, directory, Zdm.with(RESTART, AT_LEISURE))) {
            Waiting.until("the change runs", () -> zdm.state(1).equals("RUNNING"), owner::output);
            zdm.run("stop", "1").exits(0);
            assertThat(owner.code()).as(owner.output()).isEqualTo(4);
        }
        assertThat(zdm.state(1)).isEqualTo("STOPPED");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    /** Random moments under traffic, until it gets through. */
    @Tag("long")
    @RepeatedTest(3)
    void atAnyMomentUnderTraffic() throws SQLException {
        try (JournalledTraffic traffic = new JournalledTraffic(
                        AirflowTraffic.taskInstances(ExecutorId.VARCHAR_250),
                        database::connect,
                        Settings.threads(1).perSecond(100).seed(seed))
                .start()) {
            String[] command = Zdm.with(RUN, SLOWLY);
            for (int kills = 0; kills < 12; kills++) {
                try (Jar jar = Jar.start(database, directory, command)) {
                    Thread.sleep(random.nextInt(5000));
                    jar.kill();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            ends(0, Zdm.with(RUN, "--until=contract"));
            Journal journal = traffic.stop();
            assertThat(journal.failures()).isEmpty();
            try (Connection connection = database.connect()) {
                assertThat(journal.differences(
                                connection,
                                v -> v == null || v.codePointCount(0, v.length()) <= 250
                                        ? v
                                        : v.substring(0, v.offsetByCodePoints(0, 250))))
                        .as("seed " + seed)
                        .isEmpty();
            }
        }
        likeAltered("ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE varchar(250)"
                + " USING left(external_executor_id, 250)");
    }

    /** Starts it, kills it once it is where it should be, and sees that status knows. */
    private void killed(String phase, String[] command, Runnable moment) {
        try (Jar jar = Jar.start(database, directory, command)) {
            try {
                moment.run();
                Thread.sleep(random.nextInt(100));
            } catch (AssertionError | IllegalStateException e) {
                throw new AssertionError(phase + ": " + e.getMessage() + "\n" + jar.output(), e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(jar.isAlive()).as(jar.output()).isTrue();
            jar.kill();
        }
        Waiting.until("status says CRASHED", () -> zdm.state(1).equals("CRASHED"), () -> zdm.state(1));
        assertThat(database.queryOne("SELECT phase FROM zdm.change_status")).isEqualTo(phase);
        assertThat(zdm.run("status", "1").exits(0).out()).contains("CRASHED");
    }

    private void ends(int code, String... command) {
        try (Jar jar = Jar.start(database, directory, command)) {
            assertThat(jar.code())
                    .as("%s, seed %d%n%s", String.join(" ", command), seed, jar.output())
                    .isEqualTo(code);
        }
    }

    private void filled(int rows) {
        String exists = "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'airflow.task_instance'::regclass"
                + " AND attname = 'external_executor_id__zdm_new')";
        Waiting.until("the shadow is there", () -> isTrue(exists));
        // Nine rows in ten have a value.
        Waiting.until(
                rows + " rows filled",
                () -> isTrue("SELECT count(external_executor_id__zdm_new) >= " + rows * 9 / 10
                        + " FROM airflow.task_instance"));
    }

    private void waitsForLock() {
        Waiting.until(
                "an engine that waits for ACCESS EXCLUSIVE",
                () -> isTrue("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'airflow.task_instance'::regclass"
                        + " AND mode = 'AccessExclusiveLock' AND NOT granted)"));
    }

    private void sleeps() {
        Waiting.until(
                "a session that sleeps",
                () -> isTrue("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                        + " AND datname = current_database())"));
    }

    /** Holds the engine's transaction open at just this moment. */
    private void sleepingWhen(String table, String condition) {
        database.execute(
                "CREATE OR REPLACE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(25); RETURN NEW; END $$",
                "CREATE TRIGGER dawdle BEFORE UPDATE ON " + table + " FOR EACH ROW WHEN (" + condition
                        + ") EXECUTE FUNCTION public.dawdle()");
    }

    /** Waits for the dead engine's sessions to end, then takes the trigger away. */
    private void wakeUp() {
        awaitEndOfSessions();
        database.execute("DROP FUNCTION public.dawdle() CASCADE");
    }

    private void awaitEndOfSessions() {
        Waiting.until(
                "the dead engine's sessions have ended",
                () -> isTrue("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'zdm-batch'"
                        + " AND datname = current_database())"));
    }

    private long updates() {
        return Long.parseLong(String.valueOf(database.queryOne(
                "SELECT n_tup_upd FROM pg_stat_user_tables" + " WHERE relid = 'airflow.task_instance'::regclass")));
    }

    private String type() {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = 'airflow.task_instance'::regclass AND attname = 'external_executor_id'"));
    }

    private boolean isTrue(String sql) {
        return "t".equals(database.queryOne(sql));
    }

    private void likeAltered(String... alter) throws SQLException {
        try (TestDatabase clone = database.server().createDatabase();
                Connection expected = clone.connect();
                Connection actual = database.connect()) {
            AirflowTables.create(expected, ExecutorId.TEXT);
            clone.execute(INDEX);
            clone.execute(alter);
            assertThat(CatalogComparer.compare(
                            CatalogComparer.picture(expected, "airflow", "task_instance"),
                            CatalogComparer.picture(actual, "airflow", "task_instance")))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        }
    }
}
