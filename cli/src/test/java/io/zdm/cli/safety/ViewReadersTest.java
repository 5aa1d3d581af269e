package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever reads through a view that is dropped and made again sees the one or the other, and no error. */
@ExtendWith(PostgresExtension.class)
@Timeout(180)
class ViewReadersTest {

    /** Prepared, and again and again: a busy table with busy views. */
    private static final List<String> QUERIES = List.of(
            "SELECT n FROM app.above WHERE id = ?",
            "SELECT n FROM app.seen WHERE id = ?",
            "SELECT length(v) FROM app.above WHERE id = ?",
            "SELECT n FROM app.item WHERE id = ?");

    @Test
    void readersOfViewsSeeNoErrorWhileTheyAreMadeAnew(TestDatabase database) throws SQLException {
        Zdm zdm = Items.create(database);
        database.execute(
                "CREATE VIEW app.seen AS SELECT id, v, n FROM app.item",
                "CREATE VIEW app.above AS SELECT id, v, n + 1 AS n FROM app.seen");
        try (Readers readers = new Readers(database)) {
            zdm.run(Items.CHANGE).exits(0);
            zdm.run("rollback", "1").exits(0);
            zdm.run(Items.CHANGE).exits(0);
            zdm.run("contract", "2").exits(0);
            readers.stop();
            assertThat(readers.errors).isEmpty();
            assertThat(readers.queries.get()).isGreaterThan(100);
        }
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }

    /** What reads until it is told to stop. */
    private static final class Readers implements AutoCloseable {

        private final Queue<String> errors = new ConcurrentLinkedQueue<>();
        private final AtomicLong queries = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean stopped;

        Readers(TestDatabase database) {
            for (String query : QUERIES) {
                Thread thread = new Thread(() -> read(database, query), query);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
        }

        private void read(TestDatabase database, String query) {
            try (Connection connection = database.connect();
                    PreparedStatement statement = connection.prepareStatement(query)) {
                for (int id = 1; !stopped; id = id % 5000 + 1) {
                    statement.setLong(1, id);
                    try (ResultSet rows = statement.executeQuery()) {
                        if (!rows.next()) {
                            errors.add("no row for " + id + ": " + query);
                        }
                    }
                    queries.incrementAndGet();
                    Thread.sleep(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                errors.add(e.getSQLState() + " " + e.getMessage() + ": " + query);
            }
        }

        void stop() {
            stopped = true;
            try {
                for (Thread thread : threads) {
                    thread.join(30_000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
