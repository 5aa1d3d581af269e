package io.zdm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zdm.testkit.AirflowTables.ExecutorId;
import io.zdm.testkit.JournalledTraffic.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class JournalledTrafficPostgresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final TrackedTable NUMBERS = new TrackedTable(
            "t",
            "id",
            Keys.numbers(1001),
            "v",
            random -> random.nextInt(5) == 0 ? null : Integer.toString(random.nextInt()),
            "other = other + 1",
            "INSERT INTO t (id, v) VALUES (:key, :value)");

    @Test
    void bothAirflowTablesTakeTrafficAtOnceAndTheJournalsAreRight(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, ExecutorId.TEXT);
            AirflowTables.fill(connection, ExecutorId.TEXT, 2000, 500);
            assertEquals(
                    "f",
                    database.queryOne("SELECT max(length(external_executor_id)) <= 250 FROM airflow.task_instance"));
            Settings settings = Settings.threads(2).perSecond(200);
            Journal tasks;
            Journal history;
            try (var first = new JournalledTraffic(
                                    AirflowTraffic.taskInstances(ExecutorId.TEXT), database::connect, settings)
                            .start();
                    var second = new JournalledTraffic(
                                    AirflowTraffic.history(ExecutorId.TEXT), database::connect, settings)
                            .start()) {
                for (Journal journal : List.of(first.journal(), second.journal())) {
                    await("commits and rollbacks", () -> journal.commits() > 50 && journal.rollbacks() > 0);
                }
                tasks = first.stop();
                history = second.stop();
            }
            for (Journal journal : List.of(tasks, history)) {
                assertEquals(List.of(), journal.failures());
                assertEquals(List.of(), journal.differences(connection, value -> value));
                assertTrue(journal.commits() > 50 && journal.rollbacks() > 0, () -> "commits " + journal.commits());
                assertTrue(
                        journal.latencies().max().compareTo(journal.latencies().p50()) > 0);
            }
            assertFalse(tasks.differences(connection, value -> value == null ? "was NULL" : value)
                    .isEmpty());
        }
    }

    @Test
    void varcharColumnsAreFilledWithValuesThatFit(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, ExecutorId.VARCHAR_250);
            AirflowTables.fill(connection, ExecutorId.VARCHAR_250, 500, 500);
        }
        assertEquals("500,250,0,t,t", database.queryOne("""
                        SELECT concat_ws(',', count(*), max(length(external_executor_id)), min(length(external_executor_id)),
                          bool_or(external_executor_id IS NULL), bool_or(octet_length(external_executor_id) > 250))
                        FROM airflow.task_instance
                        """));
    }

    @Test
    void filledRowsSatisfyTheForeignKeysThatWereNotChecked(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, ExecutorId.TEXT);
            AirflowTables.fill(connection, ExecutorId.TEXT, 2500, 2500);
        }
        database.execute(
                "UPDATE pg_constraint SET convalidated = false WHERE conname IN ('task_instance_dag_run_fkey',"
                        + " 'task_instance_dag_version_id_fkey', 'task_instance_history_ti_fkey')",
                "ALTER TABLE airflow.task_instance VALIDATE CONSTRAINT task_instance_dag_run_fkey",
                "ALTER TABLE airflow.task_instance VALIDATE CONSTRAINT task_instance_dag_version_id_fkey",
                "ALTER TABLE airflow.task_instance_history VALIDATE CONSTRAINT task_instance_history_ti_fkey");
        assertEquals("7", database.queryOne("SELECT DISTINCT substr(id::text, 15, 1) FROM airflow.task_instance"));
    }

    @Test
    void whateverSomebodyElseDoesToARowIsADifference(TestDatabase database) throws SQLException {
        numbers(database);
        Journal journal = new JournalledTraffic(NUMBERS, database::connect, Settings.threads(2))
                .start()
                .stop();
        try (Connection connection = database.connect()) {
            assertEquals(List.of(), journal.differences(connection, value -> value));
            database.execute(
                    "CREATE TABLE picked AS SELECT id FROM t WHERE v IS NOT NULL ORDER BY id LIMIT 2",
                    "UPDATE t SET v = NULL WHERE id = (SELECT min(id) FROM picked)",
                    "DELETE FROM t WHERE id = (SELECT max(id) FROM picked)",
                    "INSERT INTO t (id) VALUES (-1)");
            assertEquals(3, journal.differences(connection, value -> value).size());
            database.execute("ALTER TABLE t ADD doubled bigint", "UPDATE t SET doubled = v::bigint * 2");
            assertEquals(
                    3,
                    journal.differences(connection, "doubled", JournalledTrafficPostgresTest::doubled)
                            .size());
        }
    }

    @Test
    void aRejectedStatementIsAFailureWithItsReason(TestDatabase database) throws Exception {
        numbers(database);
        try (var traffic = new JournalledTraffic(NUMBERS, database::connect, Settings.threads(2)).start()) {
            await("commits", () -> traffic.journal().commits() > 0);
            database.execute("ALTER TABLE t ADD CHECK (v IS NULL) NOT VALID");
            await("a failure", () -> !traffic.journal().failures().isEmpty());
            Journal journal = traffic.stop();
            assertEquals("23514", journal.failures().get(0).sqlState());
            try (Connection connection = database.connect()) {
                assertEquals(List.of(), journal.differences(connection, value -> value));
            }
        }
    }

    @Test
    void aKilledSessionIsAFailureUnlessTolerated(TestDatabase database) throws Exception {
        numbers(database);
        try (var traffic = new JournalledTraffic(NUMBERS, database::connect, Settings.threads(2)).start()) {
            String others = " FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name = 'testkit' AND pid <> pg_backend_pid()";
            await(
                    "two sessions at work",
                    () -> "2"
                                    .equals(database.queryOne("SELECT count(*)" + others
                                            + " AND query ~ '^(INSERT|UPDATE|DELETE|COMMIT)'"))
                            && traffic.journal().commits() > 0);
            database.execute("SELECT pg_terminate_backend(pid)" + others);
            await("both lost", () -> traffic.journal().lostConnections() == 2);
            Journal journal = traffic.stop();
            assertEquals(2, journal.failures().size(), () -> journal.failures().toString());
            assertEquals(2, journal.lostConnections());
        }
    }

    @Test
    void crashesOfTheServerLoseNothingThatWasCommitted() throws Exception {
        try (PrivateServer server = TestServer.startPrivate()) {
            TestDatabase database = server.createDatabase();
            numbers(database);
            Settings settings = Settings.threads(6).tolerateLostConnections();
            try (var traffic = new JournalledTraffic(NUMBERS, database::connect, settings).start()) {
                for (int crash = 0; crash < 3; crash++) {
                    Thread.sleep(500);
                    server.stopImmediate();
                    server.startAgain();
                }
                Thread.sleep(300);
                Journal journal = traffic.stop();
                assertEquals(List.of(), journal.failures());
                assertTrue(journal.lostConnections() >= 6, () -> "lost " + journal.lostConnections());
                try (Connection connection = database.connect()) {
                    assertEquals(List.of(), journal.differences(connection, value -> value));
                }
            }
        }
    }

    private static void await(String what, BooleanSupplier there) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "Waited in vain: " + what);
            Thread.sleep(20);
        }
    }

    private static @Nullable String doubled(@Nullable String value) {
        return value == null ? null : Long.toString(Long.parseLong(value) * 2);
    }

    private static void numbers(TestDatabase database) {
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v integer, other integer NOT NULL DEFAULT 0)",
                "INSERT INTO t (id, v) SELECT g, nullif(g % 7, 0) FROM generate_series(1, 1000) g");
    }
}
