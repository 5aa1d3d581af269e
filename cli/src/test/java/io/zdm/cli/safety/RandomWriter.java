package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes rows of its own in app.base, app.item and app.part, several in a transaction and in random order. No two of them
 * ever want the same row: what fails was made to fail by somebody else.
 */
final class RandomWriter extends Thread {

    private static final int MOST_ROWS = 8;
    private static final int PAUSE_MILLIS = 15;

    private static final List<String> STATEMENTS = List.of(
            "UPDATE app.item SET n = n + 1 WHERE id = %1$d",
            "UPDATE app.base SET n = n + 1 WHERE id = %1$d",
            "UPDATE app.part SET n = n + 1 WHERE id = %1$d",
            // The foreign keys look at both ends.
            "UPDATE app.part SET n = n + 1, item = %2$d WHERE id = %1$d",
            "UPDATE app.item SET n = n + (SELECT 1 FROM app.base b WHERE b.id = %1$d FOR SHARE) WHERE id = %1$d");

    private final TestDatabase database;
    private final int number;
    private final int threads;
    private final int rows;
    private final Random random;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private final AtomicLong written = new AtomicLong();

    RandomWriter(TestDatabase database, int number, int threads, int rows, long seed) {
        super("writer " + number);
        setDaemon(true);
        this.database = database;
        this.number = number;
        this.threads = threads;
        this.rows = rows;
        this.random = new Random(seed);
    }

    /** Each added one to some n. */
    long written() {
        return written.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    void finish() {
        over = true;
        try {
            join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isAlive()) {
            failures.add(getName() + " is still busy");
        }
    }

    @Override
    public void run() {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            while (!over) {
                transaction(connection);
                Thread.sleep(random.nextInt(PAUSE_MILLIS));
            }
        } catch (SQLException e) {
            failures.add("cannot go on: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void transaction(Connection connection) throws SQLException {
        int count = 1 + random.nextInt(MOST_ROWS);
        String sql = "";
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                sql = STATEMENTS.get(random.nextInt(STATEMENTS.size())).formatted(own(), own());
                statement.executeUpdate(sql);
            }
            sql = "COMMIT";
            connection.commit();
            written.addAndGet(count);
        } catch (SQLException e) {
            failures.add(e.getSQLState() + " " + e.getMessage() + " in " + sql);
            connection.rollback();
        }
    }

    /** Neighbours belong to different threads. */
    private int own() {
        return 1 + random.nextInt(rows / threads) * threads + number;
    }
}
