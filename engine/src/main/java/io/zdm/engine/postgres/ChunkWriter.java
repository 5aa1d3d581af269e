package io.zdm.engine.postgres;

import io.zdm.engine.plan.BackfillStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One chunk: one key range, one UPDATE, in the caller's transaction. Takes only rows whose lock is free, so that it never
 * waits while it holds rows: neither it nor an application's transaction can become a deadlock's victim.
 *
 * <p>A range may be written in two visits. What the first one writes leaves room on every page for what the second one
 * writes there, once the first has committed: those rows stay on their pages, and no index hears of them.
 */
public final class ChunkWriter {

    /** Nine of sixteen rows leave their page; the other seven, a little longer than before, fill the room. */
    private static final String FIRST_VISIT = "hashtid(ctid) & 15 < 9";

    /** The end is looked for in the same snapshot. No RETURNING: it costs a twentieth of the whole. */
    private static final String WRITE_NEXT = """
            WITH bound AS MATERIALIZED (
                SELECT %4$s FROM %1$s WHERE %2$s ORDER BY %4$s OFFSET ? LIMIT 1
            ), free AS MATERIALIZED (
                SELECT ARRAY(SELECT ctid FROM %1$s WHERE %3$s %7$s SKIP LOCKED) AS at,
                       set_config('zdm.bound', coalesce((SELECT CAST(%5$s AS text) FROM bound), ''), true)
            )
            UPDATE %1$s SET %6$s WHERE ctid = ANY ((SELECT at FROM free)::tid[])
            """;

    private static final String BOUND = "SELECT CAST(nullif(current_setting('zdm.bound'), '') AS text[]) AS key";

    private static final String VISIT = """
            WITH free AS MATERIALIZED (
                SELECT ARRAY(SELECT ctid FROM %1$s WHERE %2$s AND %4$s %5$s SKIP LOCKED) AS at,
                       set_config('zdm.rows', (SELECT CAST(count(*) AS text) FROM %1$s WHERE %2$s), true)
            )
            UPDATE %1$s SET %3$s WHERE ctid = ANY ((SELECT at FROM free)::tid[])
            """;

    private static final String VISIT_AGAIN = """
            UPDATE %1$s SET %3$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s %4$s SKIP LOCKED))
            """;

    /** {@code wanted} and {@code done} are counted in one snapshot: a difference means rows that others hold. */
    private static final String WRITE_COUNTING = """
            WITH free AS MATERIALIZED (
                SELECT ARRAY(SELECT ctid FROM %1$s WHERE %2$s%5$s %4$s SKIP LOCKED) AS at
            ), done AS (
                UPDATE %1$s SET %3$s WHERE ctid = ANY ((SELECT at FROM free)::tid[]) RETURNING 1
            )
            SELECT (SELECT count(*) FROM %1$s WHERE %2$s) AS wanted, (SELECT cardinality(at) FROM free) AS free,
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
    private final String set;
    private final String lock;

    public ChunkWriter(Database database, BackfillStep step) {
        this.database = database;
        this.step = step;
        this.walk = new KeyWalk(database, step.walk());
        this.set = Sql.literally(step.setClause());
        this.lock = RowLock.of(database, step.walk(), step.assignments());
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
     * @param bound the key of the last of them, null where the range has fewer
     * @param done rows written
     */
    public record Next(@Nullable List<String> bound, long done) {}

    /** Writes the first {@code rows} rows of a range; nothing where it has fewer. */
    public Next writeNext(KeyRange rest, int rows) {
        return writeNext(rest, rows, "true");
    }

    /** Writes about half of the first {@code rows} rows of a range, evenly from each page; nothing where it has fewer. */
    public Next visitNext(KeyRange rest, int rows) {
        return writeNext(rest, rows, FIRST_VISIT);
    }

    private Next writeNext(KeyRange rest, int rows, String filter) {
        KeyWalk.Condition condition = walk.condition(rest);
        KeyWalk.Condition after = walk.condition(rest.to(null));
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.add(rows - 1);
        arguments.addAll(after.arguments());
        long done = database.update(
                WRITE_NEXT.formatted(
                        step.walk().rows(),
                        condition.sql(),
                        after.sql() + " AND " + step.walk().keyRow() + " <= "
                                + step.walk().keyRowOf("bound") + " AND " + filter,
                        step.walk().key().columnList(),
                        step.walk().keyTexts(),
                        set,
                        lock),
                arguments.toArray());
        List<String> bound = database.first(BOUND, (row, n) -> Database.strings(row, "key"));
        return new Next(bound == null || bound.isEmpty() ? null : bound, done);
    }

    /**
     * What became of a whole range.
     *
     * @param rows that it has
     * @param done rows written
     */
    public record Visited(long rows, long done) {}

    /** Writes about half of the range's rows, evenly from each page. */
    public Visited visit(KeyRange range) {
        KeyWalk.Condition condition = walk.condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.addAll(condition.arguments());
        long done = database.update(
                VISIT.formatted(step.walk().rows(), condition.sql(), set, FIRST_VISIT, lock), arguments.toArray());
        return new Visited(database.value("SELECT CAST(current_setting('zdm.rows') AS bigint)", Long.class), done);
    }

    /**
     * Writes the rows of the range that are not as they should be. Returns how many.
     *
     * @throws org.springframework.dao.DataAccessException where a value does not convert
     */
    public long visitAgain(KeyRange range) {
        KeyWalk.Condition condition = walk.condition(range);
        return database.update(
                VISIT_AGAIN.formatted(
                        step.walk().rows(), condition.sql() + " AND " + Sql.literally(step.different()), set, lock),
                condition.arguments().toArray());
    }

    /** How many rows the range has. */
    public long rows(KeyRange range) {
        return count(range, "true");
    }

    /** How many rows of the range are not as they should be and have values that convert. */
    public long differing(KeyRange range) {
        return count(range, Sql.literally(step.differing()));
    }

    private long count(KeyRange range, String filter) {
        KeyWalk.Condition condition = walk.condition(range);
        return database.value(
                "SELECT count(*) FROM " + step.walk().rows() + " WHERE " + condition.sql() + " AND " + filter,
                Long.class,
                condition.arguments().toArray());
    }

    /**
     * What became of the rows of a range.
     *
     * @param wanted rows that were to be written
     * @param free those whose lock was free
     * @param done those written
     */
    public record Written(long wanted, long free, long done) {

        /** Rows to come back for. */
        public long left() {
            return Math.max(0, wanted - done);
        }
    }

    /** Writes all rows of the range. */
    public Written write(KeyRange range) {
        return write(range, "true");
    }

    /** Writes the rows of the range that are not as they should be and whose values convert. */
    public Written writeDiffering(KeyRange range) {
        return write(range, Sql.literally(step.differing()));
    }

    private Written write(KeyRange range, String filter) {
        KeyWalk.Condition condition = walk.condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.addAll(condition.arguments());
        return Objects.requireNonNull(database.first(
                WRITE_COUNTING.formatted(
                        step.walk().rows(),
                        condition.sql() + " AND " + filter,
                        set,
                        lock,
                        step.free() == null ? "" : " AND " + Sql.literally(step.free())),
                (row, n) -> new Written(row.getLong("wanted"), row.getLong("free"), row.getLong("done")),
                arguments.toArray()));
    }
}
