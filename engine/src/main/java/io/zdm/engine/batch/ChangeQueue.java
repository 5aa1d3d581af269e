package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Database;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Reads and writes {@code zdm.queue}: in which order changes run, and what keeps one from being picked. */
public final class ChangeQueue {

    /** First key of the advisory lock of whoever has picked a change; the second is the change's number. */
    static final int CLAIM_CLASS = 1_515_218_243;

    /** Who has picked a change, and who owns a table, of this database. */
    private static final String HELD_LOCKS = """
            held AS MATERIALIZED (
                SELECT l.classid::bigint AS class, l.objid::bigint AS object FROM pg_catalog.pg_locks l
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                  AND l.classid IN (%d, %d)
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
            """.formatted(Ownership.LOCK_CLASS, CLAIM_CLASS);

    private static final String IS_CLAIM = "class = " + CLAIM_CLASS;

    private static final String IS_OWNED = "class = " + Ownership.LOCK_CLASS;

    /**
     * First of all whose turn it is on each table, among all that are not done; only then what may run now. So a change that
     * is held, paused, failed or running elsewhere keeps its place, and nobody overtakes it. A change of several tables
     * must be the first on all of them. PostgreSQL takes no FOR UPDATE beside DISTINCT: the rows are locked outside.
     */
    static final String PICK = """
            WITH turn AS MATERIALIZED (
                SELECT DISTINCT ON (t.table_oid) t.table_oid, q.change_id
                FROM zdm.queue q JOIN zdm.queue_table t USING (change_id)
                WHERE q.done_at IS NULL
                ORDER BY t.table_oid, q.last, q.begun_at IS NULL, q.priority DESC, q.change_id),
            """ + HELD_LOCKS + """
            SELECT q.change_id FROM zdm.queue q JOIN zdm.change c ON c.id = q.change_id
            WHERE q.change_id = ANY (?) AND q.done_at IS NULL AND q.set_aside IS NULL
              AND NOT c.paused AND (c.hold_until IS NULL OR c.hold_until <= clock_timestamp())
              AND NOT EXISTS (SELECT FROM zdm.queue_table t JOIN turn USING (table_oid)
                              WHERE t.change_id = q.change_id AND turn.change_id <> q.change_id)
              AND NOT EXISTS (SELECT FROM zdm.queue_after a JOIN zdm.queue b ON b.change_id = a.after_id
                              WHERE a.change_id = q.change_id AND b.done_at IS NULL AND NOT b.last)
              AND NOT EXISTS (SELECT FROM held WHERE CLAIM AND object = q.change_id)
              AND NOT EXISTS (SELECT FROM held JOIN zdm.queue_table t ON t.table_oid::bigint = object
                              WHERE OWNED AND t.change_id = q.change_id)
            ORDER BY q.attempts, q.priority DESC, q.size_bytes DESC, q.change_id
            LIMIT 1
            FOR UPDATE OF q SKIP LOCKED
            """.replace("CLAIM", IS_CLAIM).replace("OWNED", IS_OWNED);

    /** Whether anybody works on one of these, or on what they wait for. */
    private static final String UNDER_WAY = "WITH " + HELD_LOCKS + """
            SELECT EXISTS (
                SELECT FROM zdm.queue q JOIN held ON CLAIM AND object = q.change_id
                WHERE q.done_at IS NULL AND (q.change_id = ANY (?) OR EXISTS (
                    SELECT FROM zdm.queue mine WHERE mine.change_id = ANY (?) AND mine.done_at IS NULL
                      AND mine.set_aside IS NULL
                      AND (EXISTS (SELECT FROM zdm.queue_table t JOIN zdm.queue_table u USING (table_oid)
                                   WHERE t.change_id = mine.change_id AND u.change_id = q.change_id)
                           OR EXISTS (SELECT FROM zdm.queue_after a
                                      WHERE a.change_id = mine.change_id AND a.after_id = q.change_id)))))
            """.replace("CLAIM", IS_CLAIM);

    private static final String BEFORE = """
            SELECT b.change_id FROM zdm.queue q JOIN zdm.queue b ON b.change_id <> q.change_id
            WHERE q.change_id = ? AND b.done_at IS NULL
              AND ((NOT b.last AND EXISTS (SELECT FROM zdm.queue_after a
                                           WHERE a.change_id = q.change_id AND a.after_id = b.change_id))
                OR (EXISTS (SELECT FROM zdm.queue_table t JOIN zdm.queue_table u USING (table_oid)
                            WHERE t.change_id = q.change_id AND u.change_id = b.change_id)
                    AND (b.last, b.begun_at IS NULL, -b.priority, b.change_id)
                      < (q.last, q.begun_at IS NULL, -q.priority, q.change_id)))
            ORDER BY b.last, b.begun_at IS NULL, b.priority DESC, b.change_id LIMIT 1
            """;

    private final Database database;

    public ChangeQueue(Database database) {
        this.database = database;
    }

    /**
     * How a change stands in the queue.
     *
     * @param setAside why nobody picks it: stopped, failed or refused; null where somebody may
     * @param problems why it was refused when its turn came
     */
    record Entry(
            long id,
            boolean begun,
            boolean planAnew,
            int attempts,
            @Nullable String setAside,
            List<Problem> problems,
            boolean done) {}

    Optional<Entry> find(long id) {
        return Optional.ofNullable(database.first(
                "SELECT begun_at IS NOT NULL AS begun, plan_anew, attempts, set_aside, problems,"
                        + " done_at IS NOT NULL AS done FROM zdm.queue WHERE change_id = ?",
                (row, n) -> new Entry(
                        id,
                        row.getBoolean("begun"),
                        row.getBoolean("plan_anew"),
                        row.getInt("attempts"),
                        row.getString("set_aside"),
                        row.getString("problems") == null
                                ? List.of()
                                : PlanJson.read(row.getString("problems"), new TypeReference<List<Problem>>() {}),
                        row.getBoolean("done")),
                id));
    }

    /** Whoever queues or picks does so alone, for some milliseconds: two pictures of the queue must not be mixed. */
    <T extends @Nullable Object> T alone(Supplier<T> work) {
        return database.inTransaction(() -> {
            // Engines alone wait for it.
            database.execute("SET LOCAL lock_timeout = '60s'");
            database.value("SELECT pg_advisory_xact_lock(hashtextextended('zdm.queue', 0))::text", String.class);
            return work.get();
        });
    }

    /** One of these whose turn it is; its row stays locked until the transaction ends. */
    Optional<Long> pick(Collection<Long> among) {
        return database.list(PICK, (row, n) -> row.getLong(1), (Object) array(among)).stream()
                .findFirst();
    }

    boolean isUnderWay(Collection<Long> ids) {
        return database.isTrue(UNDER_WAY, array(ids), array(ids));
    }

    /** What this one waits for, the first of it. */
    Optional<Long> before(long id) {
        return database.list(BEFORE, (row, n) -> row.getLong(1), id).stream().findFirst();
    }

    /** The changes that wait or run; others of their tables find no obstacle in those. */
    List<Long> open() {
        return database.list(
                "SELECT change_id FROM zdm.queue WHERE done_at IS NULL ORDER BY change_id", (row, n) -> row.getLong(1));
    }

    /** Those of them that occupy one of these tables. */
    List<Long> openOn(Collection<Long> tables) {
        return database.list(
                "SELECT DISTINCT q.change_id FROM zdm.queue q JOIN zdm.queue_table t USING (change_id)"
                        + " WHERE q.done_at IS NULL AND t.table_oid::bigint = ANY (?) ORDER BY 1",
                (row, n) -> row.getLong(1),
                (Object) array(tables));
    }

    /** Where it is there already, it is to be tried again, as often as is said now. */
    void add(long id, int priority, boolean planAnew, int mostAttempts, Collection<Long> tables) {
        database.update("""
                INSERT INTO zdm.queue AS q (change_id, priority, size_bytes, plan_anew, most_attempts, begun_at)
                SELECT c.id, ?, coalesce((SELECT sum(pg_total_relation_size(k.oid)) FROM pg_catalog.pg_class k
                        WHERE k.oid::bigint = ANY (?)), 0), ?, ?,
                    (SELECT c.created_at WHERE EXISTS (SELECT FROM zdm.change_execution e WHERE e.change_id = c.id))
                FROM zdm.change c WHERE c.id = ?
                ON CONFLICT (change_id) DO UPDATE SET priority = greatest(q.priority, excluded.priority), attempts = 0, set_aside = NULL,
                    plan_anew = q.plan_anew OR excluded.plan_anew, problems = NULL, done_at = NULL, most_attempts = excluded.most_attempts
                """, priority, array(tables), planAnew, mostAttempts, id);
        occupies(id, tables);
    }

    private void occupies(long id, Collection<Long> tables) {
        database.update(
                "INSERT INTO zdm.queue_table (table_oid, change_id) SELECT DISTINCT t::oid, ?::bigint FROM unnest(?) t"
                        + " WHERE t > 0 ON CONFLICT DO NOTHING",
                id,
                array(tables));
    }

    /** As it was planned when its turn came. */
    void planned(long id, Collection<Long> tables) {
        database.update("UPDATE zdm.queue SET plan_anew = false WHERE change_id = ?", id);
        occupies(id, tables);
    }

    /** What comes before one of a higher priority is as urgent: else each would wait for the other. */
    void after(long id, long before) {
        database.update(
                "INSERT INTO zdm.queue_after (change_id, after_id) VALUES (?, ?) ON CONFLICT DO NOTHING", id, before);
        database.update("""
                WITH RECURSIVE needed AS (
                    SELECT ?::bigint AS id UNION SELECT a.after_id FROM zdm.queue_after a JOIN needed ON needed.id = a.change_id)
                UPDATE zdm.queue q SET priority = greatest(q.priority, (SELECT priority FROM zdm.queue WHERE change_id = ?))
                FROM needed WHERE q.change_id = needed.id AND q.done_at IS NULL
                """, before, id);
    }

    void begun(long id) {
        database.update(
                "UPDATE zdm.queue SET begun_at = coalesce(begun_at, clock_timestamp()) WHERE change_id = ?", id);
    }

    /** As far as was asked for, or back: by whatever command. Nothing waits for it any more. */
    void done(long id) {
        database.update("UPDATE zdm.queue SET done_at = clock_timestamp(), set_aside = NULL WHERE change_id = ?", id);
    }

    /** One attempt more, and the last one where there are no more. Swapped, it holds nobody back any more. */
    void attempted(long id, boolean more, boolean swapped) {
        database.update(
                "UPDATE zdm.queue SET attempts = attempts + 1, last = last OR ?,"
                        + " set_aside = CASE WHEN NOT ? OR attempts + 1 >= most_attempts THEN 'failed' END"
                        + " WHERE change_id = ?",
                swapped,
                more,
                id);
    }

    void stopped(long id) {
        database.update("UPDATE zdm.queue SET set_aside = 'stopped' WHERE change_id = ?", id);
    }

    void refused(long id, List<Problem> problems) {
        database.update(
                "UPDATE zdm.queue SET set_aside = 'refused', problems = ?::jsonb WHERE change_id = ?",
                PlanJson.write(problems),
                id);
    }

    /** Why none is picked at all. */
    Optional<EngineException> halted() {
        return new KillSwitch(database).refusal();
    }

    private static Long[] array(Collection<Long> values) {
        return values.toArray(Long[]::new);
    }
}
