package io.zdm.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.postgres.ChunkNeighbours.Seen;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@Timeout(60)
class ChunkNeighboursPostgresTest {

    private static final String UPDATE = "UPDATE notes SET body = body WHERE id = 1";

    /** Not by pg_locks: a transaction that is waited for belongs to no database there, and others wait on this server. */
    private static final String WAITS = "SELECT EXISTS (SELECT FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock')";

    @BeforeEach
    void table(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE notes (id integer PRIMARY KEY, body text)");
            statement.execute("INSERT INTO notes VALUES (1, 'a'), (2, 'b')");
        }
    }

    @Test
    void nobodyIsThere(TestDatabase database) {
        assertThat(seen(database)).isEqualTo(new Seen(false, false));
    }

    @Test
    void aReaderIsNoWriter(TestDatabase database) throws SQLException {
        try (Connection reader = begun(database, "SELECT * FROM notes")) {
            assertThat(seen(database)).isEqualTo(new Seen(false, false));
        }
    }

    @Test
    void anotherSessionWrites(TestDatabase database) throws SQLException {
        try (Connection writer = begun(database, "UPDATE notes SET body = 'c' WHERE id = 2")) {
            assertThat(seen(database)).isEqualTo(new Seen(false, true));
        }
    }

    @Test
    void anotherWorkerOfAnEngineIsNoNeighbour(TestDatabase database) throws SQLException {
        try (Connection writer = begun(database, "SET application_name = 'zdm-batch'; " + UPDATE)) {
            assertThat(seen(database)).isEqualTo(new Seen(false, false));
        }
    }

    @Test
    void anotherSessionWaitsForARowOfTheChunk(TestDatabase database) {
        Database engine = new Database(database.dataSource());
        Database observer = new Database(database.dataSource());
        CompletableFuture<Void> waiter = new CompletableFuture<>();

        Optional<Seen> seen = engine.inTransaction(() -> {
            engine.execute(UPDATE);
            waiter.completeAsync(() -> {
                observer.execute(UPDATE);
                return null;
            });
            // From a session of its own: in a transaction the list of sessions stays as it was.
            while (!"t".equals(database.queryOne(WAITS))) {
                assertThat(waiter).isNotDone();
            }
            return new ChunkNeighbours(engine, "public.notes").look();
        });

        assertThat(seen).contains(new Seen(true, true));
        assertThat(waiter).succeedsWithin(Duration.ofSeconds(60));
    }

    private static Seen seen(TestDatabase database) {
        Database engine = new Database(database.dataSource());
        return engine.inTransaction(() -> {
                    engine.execute("UPDATE notes SET body = 'z' WHERE id = 3");
                    return new ChunkNeighbours(engine, "public.notes").look();
                })
                .orElseThrow();
    }

    private static Connection begun(TestDatabase database, String sql) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }
}
