package io.zdm.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.postgres.Database;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Were the lock ever given to two, the second would not get past the log. */
@ExtendWith(PostgresExtension.class)
@Timeout(120)
class OwnershipLogPostgresTest {

    private static final long TABLE = 4_000_000_000L;

    private final TestDatabase server;

    OwnershipLogPostgresTest(TestDatabase server) {
        this.server = server;
    }

    @BeforeEach
    void create() {
        ZdmSchema.install(new Database(server.dataSource()));
        server.execute(
                "INSERT INTO zdm.change (kind, name, schema_name, table_name, table_oid, definition, digest, plan, until)"
                        + " VALUES ('k', 'n', 'public', 't', 1, '{}', 'd', '{}', 'swap'),"
                        + " ('k', 'n', 'public', 't', 1, '{}', 'd', '{}', 'swap')");
    }

    @Test
    void whoeverComesWithoutTheLockIsRefusedByTheConstraint() throws SQLException {
        try (Connection owner = server.connect();
                Connection other = server.connect()) {
            lock(owner);
            long line = open(owner, 1);

            assertThatThrownBy(() -> open(other, 2))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("one_owner");
            assertThat(open(other, 2, TABLE + 1)).as("another table").isPositive();

            log(owner).close(line);
            assertThat(open(other, 2)).isPositive();
        }
    }

    @Test
    void whoTakesOverClosesTheLineOfTheDeadOwner() throws SQLException {
        try (Connection dead = server.connect()) {
            lock(dead);
            open(dead, 1);
        }
        try (Connection taker = server.connect()) {
            lock(taker);
            open(taker, 1);
        }
        assertThat(server.queryList("SELECT upper_inf(during) FROM zdm.ownership ORDER BY id"))
                .containsExactly("f", "t");
    }

    @Test
    void aClockThatWasSetBackIsNoSecondOwner() throws SQLException {
        server.execute("INSERT INTO zdm.ownership (change_id, table_oid, host, pid, backend_pid, during)"
                + " SELECT 1, " + TABLE + ", 'h', 1, 1, tstzrange(now(), now() + interval '1 hour')");
        try (Connection owner = server.connect()) {
            lock(owner);
            long line = open(owner, 1);
            log(owner).close(line);
            assertThat(open(owner, 1)).isGreaterThan(line);
        }
    }

    private static OwnershipLog log(Connection connection) {
        return new OwnershipLog(new Database(new SingleConnectionDataSource(connection, true)));
    }

    private static long open(Connection connection, long change) {
        return open(connection, change, TABLE);
    }

    private static long open(Connection connection, long change, long table) {
        return log(connection).open(change, table, Ownership.LOCK_CLASS, "host", 1);
    }

    /** Waits for one that is dying. */
    private static void lock(Connection connection) {
        new Database(new SingleConnectionDataSource(connection, true))
                .value(
                        "SELECT pg_advisory_lock(?, ?::bigint::bit(32)::int)::text",
                        String.class,
                        Ownership.LOCK_CLASS,
                        TABLE);
    }
}
