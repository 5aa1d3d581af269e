package io.zdm.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every row must hold after the traffic, by what was committed; and what went wrong on the way. */
public final class Journal {

    private static final int FETCH = 5000;

    private final TrackedTable table;
    final Map<String, Row> rows = new ConcurrentHashMap<>();
    final Queue<TrafficFailure> failures = new ConcurrentLinkedQueue<>();
    final AtomicLong commits = new AtomicLong();
    final AtomicLong rollbacks = new AtomicLong();
    final AtomicLong lostConnections = new AtomicLong();
    private volatile Latencies latencies = Latencies.of(List.of());

    Journal(TrackedTable table) {
        this.table = table;
    }

    /** A row's last committed state. */
    record Row(boolean exists, @Nullable String value) {
        static final Row DELETED = new Row(false, null);
    }

    /** A row that is not as it must be. */
    public record Difference(String key, String expected, String actual) {}

    /**
     * Reads the whole table and names each row that is missing, that should not be there, or whose tracked column
     * differs, rows never touched included.
     *
     * @param connection one without an open transaction
     * @param conversion what the change makes of a value written before or after it; given {@code null} for NULL
     */
    public List<Difference> differences(Connection connection, Function<@Nullable String, @Nullable String> conversion)
            throws SQLException {
        return differences(connection, table.tracked(), conversion);
    }

    /** As the other, but reads this column: what the old column holds while going back is still possible, say. */
    public List<Difference> differences(
            Connection connection, String column, Function<@Nullable String, @Nullable String> conversion)
            throws SQLException {
        List<Difference> differences = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String sql = "SELECT %s::text, %s::text FROM %s".formatted(table.key(), column, table.table());
        boolean autoCommit = connection.getAutoCommit();
        // Only inside a transaction does pgjdbc fetch in portions.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet found = statement.executeQuery(sql)) {
                while (found.next()) {
                    String key = found.getString(1);
                    String value = found.getString(2);
                    Row row = rows.getOrDefault(key, Row.DELETED);
                    String expected = row.exists() ? conversion.apply(row.value()) : null;
                    if (!row.exists() || !Objects.equals(expected, value)) {
                        differences.add(new Difference(key, row.exists() ? show(expected) : "no row", show(value)));
                    }
                    seen.add(key);
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
        rows.forEach((key, row) -> {
            if (row.exists() && !seen.contains(key)) {
                differences.add(new Difference(key, show(conversion.apply(row.value())), "no row"));
            }
        });
        return differences;
    }

    /** Every statement that failed. */
    public List<TrafficFailure> failures() {
        return List.copyOf(failures);
    }

    /** How long statements and commits took; complete once the traffic has stopped. */
    public Latencies latencies() {
        return latencies;
    }

    /** Transactions committed so far. */
    public long commits() {
        return commits.get();
    }

    /** Transactions rolled back on purpose so far. */
    public long rollbacks() {
        return rollbacks.get();
    }

    /** Connections lost and replaced; among the failures, too, unless the traffic was told to tolerate them. */
    public long lostConnections() {
        return lostConnections.get();
    }

    /** Rows that must be there. */
    public long expectedRows() {
        return rows.values().stream().filter(Row::exists).count();
    }

    void latencies(Latencies all) {
        latencies = all;
    }

    private static String show(@Nullable String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }
}
