package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is in the way of the engine's locks, and who waits behind them. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class BlockersTest {

    private static final String SLEEPING = "DO $$ BEGIN PERFORM FROM app.item; PERFORM pg_sleep(100); END $$";

    private final TestDatabase database;
    private Zdm zdm;

    BlockersTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void aBlockerIsOnlyReportedUnlessAskedFor() throws SQLException {
        try (OpenTransaction holder = new OpenTransaction(database, Items.READING)) {
            zdm.run(Zdm.with(Items.CHANGE, "--lock-attempts=4")).exits(5);
            holder.run("SELECT 1");
        }
    }

    @Test
    void aSessionInTheWayIsEndedWhereThatWasAskedFor() throws SQLException {
        try (OpenTransaction holder = new OpenTransaction(database, Items.READING)) {
            int pid = holder.pid();
            Zdm.Result result = zdm.run(Zdm.with(Items.CHANGE, "--wait-for-blockers=terminate"))
                    .exits(0);
            assertThat(result.err()).contains("Ended: pid " + pid);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void aStatementInTheWayIsCancelledWhereThatWasAskedFor() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Void> sleeps = CompletableFuture.runAsync(() -> {
                try {
                    statement.execute(SLEEPING);
                } catch (SQLException e) {
                    throw new IllegalStateException(e.getSQLState(), e);
                }
            });
            Waiting.until(
                    "the statement runs",
                    () -> "1"
                            .equals(database.queryOne(
                                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                            + " AND datname = current_database()")));
            Zdm.Result result = zdm.run(Zdm.with(Items.CHANGE, "--wait-for-blockers=cancel"))
                    .exits(0);
            assertThat(result.err()).contains("Cancelled what it did: pid ");
            assertThat(sleeps.handle((none, e) -> String.valueOf(e))
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .contains("57014");
        }
    }

    @Test
    void aSessionThatThisRoleMayNotEndIsNamedAndLeftAlone() throws SQLException {
        String role = "modest_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
                "ALTER SCHEMA app OWNER TO " + role,
                "ALTER TABLE app.item OWNER TO " + role);
        try (OpenTransaction holder = new OpenTransaction(database, Items.READING)) {
            Zdm.Result result = zdm.as(role)
                    .run(Zdm.with(Items.CHANGE, "--wait-for-blockers=terminate", "--lock-attempts=3"))
                    .exits(5);
            assertThat(result.err()).contains("May not end").contains("pid " + holder.pid());
            holder.run("SELECT 1");
        } finally {
            database.execute("REASSIGN OWNED BY " + role + " TO CURRENT_USER", "DROP OWNED BY " + role);
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aWaitIsGivenUpWhenTooManyWaitBehindIt() throws SQLException {
        try (OpenTransaction holder = new OpenTransaction(database, Items.READING);
                Connection connection = database.connect();
                Statement statement = connection.createStatement();
                Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--max-waiters=0", "--lock-attempts=9"))) {
            int reader = pid(statement);
            CompletableFuture<Void> reads = CompletableFuture.runAsync(() -> {
                while (!run.code().isDone()) {
                    try {
                        statement
                                .executeQuery("SELECT v FROM app.item WHERE id = 42")
                                .close();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            Zdm.Result result = run.result().exits(5);
            assertThat(result.err())
                    .contains("at the last, more than 0 sessions waited behind us (--max-waiters)")
                    .contains("pid " + holder.pid())
                    .contains("; 1 waited behind us: pid " + reader);
            reads.orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    private static int pid(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void whomAnIndexBuildWaitsForIsSaid() throws SQLException {
        database.execute("CREATE INDEX item_v ON app.item (v)");
        zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
        try (OpenTransaction writer = new OpenTransaction(database, "UPDATE app.item SET n = 1 WHERE id = 5");
                Zdm.Running run = zdm.start("restart", "1")) {
            run.says("The index build waits for transactions: pid " + writer.pid());
            writer.commit();
            run.result().exits(0);
        }
    }

    @Test
    void aPreparedTransactionIsNamed() {
        database.execute("BEGIN", "LOCK TABLE app.item IN ACCESS SHARE MODE", "PREPARE TRANSACTION 'forgotten'");
        try {
            Zdm.Result result = zdm.run(Zdm.with(Items.CHANGE, "--wait-for-blockers=terminate", "--lock-attempts=3"))
                    .exits(5);
            assertThat(result.err())
                    .contains("In the way now: a prepared transaction")
                    .contains("ROLLBACK PREPARED");
        } finally {
            database.execute("ROLLBACK PREPARED 'forgotten'");
        }
    }
}
