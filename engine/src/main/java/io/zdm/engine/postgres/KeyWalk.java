package io.zdm.engine.postgres;

import io.zdm.engine.plan.Walk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds bounds in a table's key: where chunks and partitions begin and end. */
public final class KeyWalk {

    private static final int SAMPLE_ROWS = 30_000;

    private final Database database;
    private final Walk walk;
    private final @Nullable BlockWalk blocks;

    public KeyWalk(Database database, Walk walk) {
        this.database = database;
        this.walk = walk;
        this.blocks = walk.key().isBlocks() ? new BlockWalk(database, walk.table()) : null;
    }

    /** Whether rows are walked by where they lie: {@link #nth} then counts rows only roughly. */
    public boolean byBlocks() {
        return blocks != null;
    }

    /** A condition with its arguments. */
    record Condition(String sql, List<Object> arguments) {}

    Condition condition(KeyRange range) {
        List<String> parts = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        if (range.after() != null) {
            parts.add(walk.keyRow() + " > " + walk.boundRow());
            arguments.addAll(range.after());
        }
        if (range.upTo() != null) {
            parts.add(walk.keyRow() + " <= " + walk.boundRow());
            arguments.addAll(range.upTo());
        }
        return new Condition(parts.isEmpty() ? "true" : String.join(" AND ", parts), arguments);
    }

    /** The key of the range's n-th row, or null where it has fewer. */
    public @Nullable List<String> nth(KeyRange range, int n) {
        if (blocks != null) {
            return blocks.nth(range, n);
        }
        Condition condition = condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.add(n - 1);
        return database.first(
                "SELECT " + walk.keyTexts() + " AS key FROM " + walk.rows() + " WHERE " + condition.sql() + " ORDER BY "
                        + walk.key().columnList() + " OFFSET ? LIMIT 1",
                (row, i) -> Database.strings(row, "key"),
                arguments.toArray());
    }

    /** The greatest key there is, or null where the table is empty. */
    public @Nullable List<String> last() {
        if (blocks != null) {
            return blocks.last();
        }
        return database.first(
                "SELECT " + walk.keyTexts() + " AS key FROM " + walk.rows() + " ORDER BY "
                        + String.join(
                                ", ",
                                walk.key().columns().stream()
                                        .map(c -> io.zdm.engine.catalog.Identifier.quote(c.name()) + " DESC")
                                        .toList())
                        + " LIMIT 1",
                (row, i) -> Database.strings(row, "key"));
    }

    /**
     * Cuts the key space into ranges of about equally many rows, from a sample of the table's blocks: gaps in the keys
     * cost nothing.
     *
     * @param upTo the end of the last range, null for none
     */
    public List<KeyRange> partitions(int wanted, double estimatedRows, @Nullable List<String> upTo) {
        List<KeyRange> ranges = new ArrayList<>();
        List<String> after = null;
        if (blocks != null) {
            for (List<String> bound : blocks.bounds(wanted)) {
                ranges.add(new KeyRange(after, bound));
                after = bound;
            }
        } else if (wanted > 1) {
            double percent = Math.min(100, 100.0 * SAMPLE_ROWS / Math.max(1, estimatedRows));
            for (List<String> bound : sampledBounds(wanted, percent)) {
                ranges.add(new KeyRange(after, bound));
                after = bound;
            }
        }
        ranges.add(new KeyRange(after, upTo));
        return ranges;
    }

    private List<List<String>> sampledBounds(int wanted, double percent) {
        String columns = walk.key().columnList();
        return database.list(
                """
                SELECT key FROM (
                    SELECT DISTINCT ON (tile) tile, %s AS key FROM (
                        SELECT %s, ntile(?) OVER (ORDER BY %s) AS tile FROM %s TABLESAMPLE SYSTEM (?)
                    ) tiled ORDER BY tile, %s
                ) bounds WHERE tile < (SELECT ?) ORDER BY tile
                """.formatted(
                                walk.keyTexts(),
                                columns,
                                columns,
                                walk.rows(),
                                walk.key().columns().stream()
                                        .map(c -> io.zdm.engine.catalog.Identifier.quote(c.name()) + " DESC")
                                        .collect(java.util.stream.Collectors.joining(", "))),
                (row, i) -> Database.strings(row, "key"),
                wanted,
                percent,
                wanted);
    }
}
