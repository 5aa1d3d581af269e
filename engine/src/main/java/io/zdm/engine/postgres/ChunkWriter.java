package io.zdm.engine.postgres;

import io.zdm.engine.plan.BackfillStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One chunk: one key range, one UPDATE, in the caller's transaction. Takes only rows whose lock is free, so that it never
 * waits while it holds rows: neither it nor an application's transaction can become a deadlock's victim.
 */
public final class ChunkWriter {

    /** {@code wanted} and {@code done} are counted in one snapshot: a difference means rows that others hold. */
    private static final String WRITE = """
            WITH free AS MATERIALIZED (
                SELECT ARRAY(SELECT ctid FROM %1$s WHERE %2$s FOR NO KEY UPDATE SKIP LOCKED) AS at
            ), done AS (
                UPDATE %1$s SET %3$s WHERE ctid = ANY ((SELECT at FROM free)::tid[]) RETURNING 1
            )
            SELECT (SELECT count(*) FROM %1$s WHERE %2$s) AS wanted, (SELECT cardinality(at) FROM free) AS free,
                   (SELECT count(*) FROM done) AS done
            """;

    /**
     * The next {@code n} rows, with their end. That end is looked for in the same snapshot: exactly n rows are wanted
     * then, and counting them costs no scan of its own.
     */
    private static final String WRITE_NEXT = """
            WITH bound AS MATERIALIZED (
                SELECT %4$s FROM %1$s WHERE %2$s ORDER BY %4$s OFFSET ? LIMIT 1
            ), free AS MATERIALIZED (
                SELECT ARRAY(SELECT ctid FROM %1$s WHERE %3$s FOR NO KEY UPDATE SKIP LOCKED) AS at
            ), done AS (
                UPDATE %1$s SET %6$s WHERE ctid = ANY ((SELECT at FROM free)::tid[]) RETURNING 1
            )
            SELECT (SELECT %5$s FROM bound) AS key, (SELECT cardinality(at) FROM free) AS free,
                   (SELECT count(*) FROM done) AS done
            """;

    /** One round trip. A key range is always a small part of the table, whatever the statistics say. */
    private static final String BEGIN = """
            SELECT set_config('zdm.chunk', 'on', true), set_config('synchronous_commit', 'off', true),
                   set_config('enable_seqscan', 'off', true)
            """;

    private final Database database;
    private final BackfillStep step;
    private final KeyWalk walk;

    public ChunkWriter(Database database, BackfillStep step) {
        this.database = database;
        this.step = step;
        this.walk = new KeyWalk(database, step.walk());
    }

    /**
     * What became of a chunk.
     *
     * @param wanted rows in the range that were to be written
     * @param free those whose lock was free
     * @param done those written
     */
    public record Written(long wanted, long free, long done) {

        /** Rows to come back for. */
        public long left() {
            return Math.max(0, wanted - done);
        }
    }

    public KeyWalk walk() {
        return walk;
    }

    /** Marks the transaction as the engine's own for the sync trigger, and lets its commit be lost with its checkpoint. */
    public void begin() {
        database.list(BEGIN, (row, n) -> row.getString(1));
    }

    /**
     * What became of the first rows of a range.
     *
     * @param bound the key of the last of them, null where they were all that the range has
     */
    public record Next(@Nullable List<String> bound, Written written) {}

    /** Writes the first rows of a range, or all where it has fewer. */
    public Next writeNext(KeyRange rest, int rows) {
        KeyWalk.Condition condition = walk.condition(rest);
        KeyWalk.Condition after = walk.condition(rest.to(null));
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.add(rows - 1);
        arguments.addAll(after.arguments());
        Next next = Objects.requireNonNull(database.first(
                WRITE_NEXT.formatted(
                        step.walk().table(),
                        condition.sql(),
                        after.sql() + " AND " + step.walk().keyRow() + " <= "
                                + step.walk().keyRowOf("bound"),
                        step.walk().key().columnList(),
                        step.walk().keyTexts(),
                        step.setClause()),
                (row, n) -> new Next(
                        Database.strings(row, "key"), new Written(rows, row.getLong("free"), row.getLong("done"))),
                arguments.toArray()));
        return Objects.requireNonNull(next.bound()).isEmpty() ? new Next(null, write(rest, "")) : next;
    }

    /** Writes the rows of the range that are not as they should be and whose values convert. */
    public Written writeDiffering(KeyRange range) {
        return write(range, " AND " + step.differing());
    }

    private Written write(KeyRange range, String filter) {
        KeyWalk.Condition condition = walk.condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.addAll(condition.arguments());
        return Objects.requireNonNull(database.first(
                WRITE.formatted(step.walk().table(), condition.sql() + filter, step.setClause()),
                (row, n) -> new Written(row.getLong("wanted"), row.getLong("free"), row.getLong("done")),
                arguments.toArray()));
    }
}
