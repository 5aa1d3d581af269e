package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Indexes and constraints come and go beside an application that writes: stopped, cut off and gone on with, they end as
 * the plain DDL would. No statement of the application fails or waits for long. The engine's role has timeouts of a tenth
 * of a second, which must not reach what waits for a second.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class DdlKindsTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofMillis(200);
    private static final int WRITES = 150;

    /** The engine's session that runs a CONCURRENTLY statement. */
    private static final String CONCURRENTLY = " FROM pg_stat_activity WHERE application_name = 'zdm-batch'"
            + " AND datname = current_database() AND state = 'active' AND query ILIKE '%CONCURRENTLY%'";

    private static final String INVALID = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";

    private final TestDatabase database;
    private final TestDatabase plain;
    private final Zdm zdm;

    DdlKindsTest(TestDatabase database, TestDatabase plain) {
        this.database = database;
        this.plain = plain;
        this.zdm = new Zdm(database).as(Written.owner(database));
    }

    @BeforeEach
    void create() {
        Written.createOwner(database);
        Written.create(database, Written.owner(database));
        Written.create(plain, Written.owner(database));
    }

    @ParameterizedTest
    @EnumSource(names = {"ADD_INDEX", "ADD_UNIQUE", "REINDEX", "SQL"})
    void whatIsBuiltConcurrently(DdlKind kind) throws SQLException {
        under(kind, () -> {
            try (OpenTransaction old = new OpenTransaction(
                    database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT FROM app.elsewhere")) {
                if (kind == DdlKind.ADD_INDEX || kind == DdlKind.REINDEX) {
                    stopped("waits for transactions", kind.run());
                    assertThat(database.queryOne(INVALID)).isEqualTo("0");
                }
                cutOff(kind.run());
                assertThat(database.queryOne(INVALID)).isEqualTo("1");
                old.commit();
            }
            zdm.run("restart", "1").exits(0);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "DROP_INDEX")
    void whatIsDroppedConcurrently(DdlKind kind) throws SQLException {
        under(kind, () -> {
            try (OpenTransaction reader = new OpenTransaction(database, "SELECT FROM app.t LIMIT 1")) {
                cutOff(kind.run());
                assertThat(database.queryOne(INVALID)).isEqualTo("1");
                reader.commit();
            }
            zdm.run("rollback", "1").exits(0);
            assertThat(database.queryOne(INVALID)).isEqualTo("0");
            zdm.run(kind.run()).exits(0);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SET_NOT_NULL", "ADD_CHECK", "ADD_FOREIGN_KEY"})
    void whatIsValidated(DdlKind kind) throws SQLException {
        under(kind, () -> {
            zdm.run(kind.run("--until=dependents")).exits(0);
            assertThat(database.queryOne("SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.t'::regclass"
                            + " AND NOT convalidated"))
                    .isEqualTo("1");
            try (OpenTransaction vacuum =
                    new OpenTransaction(database, "LOCK TABLE app.t IN SHARE UPDATE EXCLUSIVE MODE")) {
                try (Zdm.Running run = zdm.start("restart", "1")) {
                    run.says("attempt 2 of 30");
                    run.stop().request("the test stops it");
                    run.result().exits(4);
                }
                vacuum.commit();
            }
            zdm.run("rollback", "1").exits(0);
            assertThat(
                            database.queryOne(
                                    "SELECT count(*) FROM pg_constraint WHERE conrelid = 'app.t'::regclass AND contype IN ('c', 'f')"))
                    .isEqualTo("0");
            zdm.run(kind.run("--until=verify")).exits(0);
            zdm.run("restart", "2").exits(0);
        });
    }

    private void stopped(String waiting, String... command) {
        try (Zdm.Running run = zdm.start(command)) {
            run.says(waiting);
            run.stop().request("the test stops it");
            run.result().exits(4);
        }
    }

    /** Its session is ended while it waits, as an administrator does it. */
    private void cutOff(String... command) {
        try (Zdm.Running run = zdm.start(command)) {
            run.says("waits for transactions");
            assertThat(database.queryList("SELECT pg_terminate_backend(pid)" + CONCURRENTLY))
                    .containsExactly("t");
            assertThat(run.result().code()).isEqualTo(1);
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void under(DdlKind kind, Work work) throws SQLException {
        try (JournalledTraffic control = Written.traffic(plain);
                JournalledTraffic traffic = Written.traffic(database)) {
            work.run();
            someWrites(traffic);
            Journal journal = traffic.stop();
            // Of the same time, for what the machine has to do besides.
            Duration alone = control.stop().latencies().max();
            assertThat(journal.failures()).isEmpty();
            assertThat(journal.latencies().max())
                    .as("%s; without it %s", kind, alone)
                    .isLessThan(LOCK_TIMEOUT.plus(GRACE).plus(alone));
            try (Connection connection = database.connect()) {
                assertThat(journal.differences(connection, Function.identity())).isEmpty();
            }
        }
        plain.execute(kind.plainly());
        try (Connection changed = database.connect();
                Connection expected = plain.connect()) {
            assertThat(CatalogComparer.compare(
                            CatalogComparer.picture(expected, "app", "t"),
                            CatalogComparer.picture(changed, "app", "t")))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(changed)).isEmpty();
        }
        assertThat(database.queryOne(INVALID)).isEqualTo("0");
        assertThat(database.queryOne("SELECT state FROM zdm.change_status ORDER BY id DESC LIMIT 1"))
                .isEqualTo("COMPLETED");
    }

    private static void someWrites(JournalledTraffic traffic) {
        long enough = traffic.journal().commits() + WRITES;
        Waiting.until(
                "the traffic commits " + enough + " times",
                () -> traffic.journal().commits() >= enough,
                () -> traffic.journal().failures().toString());
    }
}
