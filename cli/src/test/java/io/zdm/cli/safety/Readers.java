package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Short queries of a table from several sessions, about fifty a second or more, each a transaction of its own. */
final class Readers implements AutoCloseable {

    private static final int SESSIONS = 4;
    private static final int PAUSE_MILLIS = 20;

    private final TestDatabase database;
    private final String table;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean over;

    private Readers(TestDatabase database, String table) {
        this.database = database;
        this.table = table;
        threads = Stream.generate(() -> new Thread(this::read, "reader"))
                .limit(SESSIONS)
                .toList();
    }

    /** Of app.item. */
    static Readers of(TestDatabase database) {
        return started(new Readers(database, "app.item"));
    }

    /** Of a table that nobody locks: how long the others take on this machine meanwhile, where nobody is in their way. */
    static Readers control(TestDatabase database) {
        database.execute("CREATE TABLE IF NOT EXISTS public.nobody_locks AS SELECT 42 AS id, 1 AS n");
        return started(new Readers(database, "public.nobody_locks"));
    }

    private static Readers started(Readers readers) {
        for (Thread thread : readers.threads) {
            thread.setDaemon(true);
            thread.start();
        }
        return readers;
    }

    private void read() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!over) {
                long began = System.nanoTime();
                statement
                        .executeQuery("SELECT n FROM " + table + " WHERE id = 42")
                        .close();
                longest.accumulateAndGet(System.nanoTime() - began, Math::max);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException e) {
            failures.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The longest that one has taken so far. */
    Duration longest() {
        assertThat(failures).hasValue(0);
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
