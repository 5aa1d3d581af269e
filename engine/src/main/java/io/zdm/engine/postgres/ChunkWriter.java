package io.zdm.engine.postgres;

import io.zdm.engine.plan.BackfillStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One chunk: one key range, one UPDATE, in the caller's transaction. Takes only rows whose lock is free, so that it never
 * waits while it holds rows: neither it nor an application's transaction can become a deadlock's victim.
 */
public final class ChunkWriter {

    /** {@code wanted} and {@code done} are counted in one snapshot: a difference means rows that others hold. */
    private static final String WRITE = """
            WITH free AS MATERIALIZED (
                SELECT ctid AS at FROM %1$s WHERE %2$s FOR NO KEY UPDATE SKIP LOCKED
            ), done AS (
                UPDATE %1$s SET %3$s WHERE ctid = ANY (ARRAY(SELECT at FROM free)) RETURNING 1
            )
            SELECT (SELECT count(*) FROM %1$s WHERE %2$s) AS wanted, (SELECT count(*) FROM free) AS free,
                   (SELECT count(*) FROM done) AS done
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
        database.value("SELECT set_config('zdm.chunk', 'on', true)", String.class);
        database.execute("SET LOCAL synchronous_commit = off");
    }

    /** Writes every row of the range. */
    public Written write(KeyRange range) {
        return write(range, "");
    }

    /** Writes only rows that are not as they should be and whose values convert. */
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
