package io.zdm.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An application at work on one table: several threads, each with a connection and rows of its own, insert, update and
 * delete in transactions of one or several rows in random order. Since no two threads ever write the same row, they
 * cannot fail because of each other: whatever fails was made to fail by somebody else.
 *
 * <p>It names its columns, never says {@code SELECT *}, and prepares its statements on the server as pgjdbc does by
 * default. The journal starts with all rows that exist when {@link #start} is called, and keeps them in memory.
 */
public final class JournalledTraffic implements AutoCloseable {

    /** Where an application's connections come from. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * How the traffic runs.
     *
     * @param threads each with a connection of its own
     * @param transactionsPerSecond of all threads together; 0 for as fast as they can
     * @param toleratesLostConnections for tests that kill sessions or the server: a lost connection is replaced and is
     *     no failure. Where it was lost while committing, the rows themselves tell whether the commit was one
     * @param conversion what the change makes of a value, for reading such rows back after a lossy one; given
     *     {@code null} for NULL
     * @param seed of the random choices
     */
    public record Settings(
            int threads,
            double transactionsPerSecond,
            TrafficMix mix,
            boolean toleratesLostConnections,
            Function<@Nullable String, @Nullable String> conversion,
            long seed) {

        /** Unthrottled, the usual mix. */
        public static Settings threads(int threads) {
            return new Settings(threads, 0, TrafficMix.USUAL, false, value -> value, 1);
        }

        public Settings perSecond(double transactions) {
            return new Settings(threads, transactions, mix, toleratesLostConnections, conversion, seed);
        }

        public Settings mix(TrafficMix other) {
            return new Settings(threads, transactionsPerSecond, other, toleratesLostConnections, conversion, seed);
        }

        public Settings tolerateLostConnections() {
            return tolerateLostConnections(conversion);
        }

        public Settings tolerateLostConnections(Function<@Nullable String, @Nullable String> byConversion) {
            return new Settings(threads, transactionsPerSecond, mix, true, byConversion, seed);
        }

        public Settings seed(long other) {
            return new Settings(threads, transactionsPerSecond, mix, toleratesLostConnections, conversion, other);
        }
    }

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final TrackedTable table;
    private final Connections connections;
    private final Settings settings;
    private final Journal journal;
    private final List<TrafficThread> threads = new ArrayList<>();

    public JournalledTraffic(TrackedTable table, Connections connections, Settings settings) {
        this.table = table;
        this.connections = connections;
        this.settings = settings;
        this.journal = new Journal(table);
    }

    /** Reads the rows that are there, then starts the threads. */
    public JournalledTraffic start() throws SQLException {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("Traffic starts once");
        }
        List<List<String>> slices = readRows();
        for (int i = 0; i < settings.threads(); i++) {
            threads.add(new TrafficThread(i, table, connections, settings, journal, slices.get(i)));
        }
        threads.forEach(Thread::start);
        return this;
    }

    /** The journal so far; its rows are final once stopped. */
    public Journal journal() {
        return journal;
    }

    /** Lets each thread finish its transaction. Fails if one does not: it is waiting for something. */
    public Journal stop() {
        threads.forEach(TrafficThread::finish);
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (TrafficThread thread : threads) {
            try {
                thread.join(Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the traffic was stopping", e);
            }
            if (thread.isAlive()) {
                throw new IllegalStateException(
                        thread.getName() + " is still busy after " + STOP_PATIENCE + " with " + thread.statement());
            }
        }
        journal.latencies(
                Latencies.of(threads.stream().map(TrafficThread::latencies).toList()));
        return journal;
    }

    @Override
    public void close() {
        stop();
    }

    /** Deals the touchable rows out to the threads, round robin: neighbours belong to different threads. */
    private List<List<String>> readRows() throws SQLException {
        List<List<String>> slices = new ArrayList<>();
        for (int i = 0; i < settings.threads(); i++) {
            slices.add(new ArrayList<>());
        }
        String sql = "SELECT %s::text, %s::text, coalesce((%s), false) FROM %s"
                .formatted(table.key(), table.tracked(), table.touchable(), table.table());
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(5000);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    for (int n = 0; rows.next(); n++) {
                        journal.rows.put(rows.getString(1), new Journal.Row(true, rows.getString(2)));
                        if (rows.getBoolean(3)) {
                            slices.get(n % settings.threads()).add(rows.getString(1));
                        }
                    }
                }
            }
            connection.rollback();
        }
        return slices;
    }
}
