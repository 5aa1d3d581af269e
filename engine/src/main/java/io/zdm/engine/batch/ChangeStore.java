package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.Origin;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.KeyRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.retry.support.RetryTemplate;
import tools.jackson.core.type.TypeReference;

/** Reads and writes {@code zdm.change}: what is intended, and the facts that commit with DDL. */
public final class ChangeStore {

    private static final String SELECT = """
            SELECT s.id, s.kind, s.name, c.table_oid, s.definition, s.plan, s.until, s.direction, s.state, s.swapped_at,
                   s.owner_backend_pid IS NOT NULL AS live, c.swapped_dependents,
                   CASE WHEN s.owner_backend_pid IS NOT NULL THEN format('pid %s on %s (backend %s, heartbeat %s)', s.owner_pid,
                        s.owner_host, s.owner_backend_pid, date_trunc('second', s.heartbeat_at)) END AS owner
            FROM zdm.change_status s JOIN zdm.change c USING (id)
            """;

    /** Of lock_timeout each. */
    private static final RetryTemplate NOTES = RetryTemplate.builder()
            .maxAttempts(20)
            .noBackoff()
            .retryOn(PessimisticLockingFailureException.class)
            .build();

    private final Database database;

    public ChangeStore(Database database) {
        this.database = database;
    }

    public Optional<ChangeRecord> find(long id) {
        return database.catalog(SELECT + " WHERE s.id = ?", (row, n) -> record(row), id).stream()
                .findFirst();
    }

    public ChangeRecord get(long id) {
        return find(id).orElseThrow(() -> new IllegalStateException("Change " + id + " is gone"));
    }

    /** All changes of a table, newest first. */
    public List<ChangeRecord> ofTable(long tableOid) {
        return database.catalog(
                SELECT + " WHERE c.table_oid = ? ORDER BY s.id DESC", (row, n) -> record(row), tableOid);
    }

    /** All changes that were read there, newest first; of tables of an older version, none. */
    public List<ChangeRecord> ofOrigin(Origin origin) {
        return database.list(
                SELECT + " WHERE to_jsonb(c) ->> 'file' = ? AND (to_jsonb(c) ->> 'file_entry')::integer = ?"
                        + " ORDER BY s.id DESC",
                (row, n) -> record(row),
                origin.file(),
                origin.entry());
    }

    /** Notes where a change was read; the first note stays. */
    void setOrigin(long id, @Nullable Origin origin) {
        if (origin != null) {
            database.update(
                    "UPDATE zdm.change SET file = ?, file_entry = ? WHERE id = ? AND file IS NULL",
                    origin.file(),
                    origin.entry(),
                    id);
        }
    }

    /** The number that the next change would get, for a plan that takes none. */
    public long nextId() {
        return database.value("SELECT coalesce(max(id), 0) + 1 FROM zdm.change", Long.class);
    }

    /** What identifies a change among those of its table. */
    static String digest(SchemaChange change) {
        return PlanJson.digest(definition(change));
    }

    static Map<String, Object> definition(SchemaChange change) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("change", change.kind());
        definition.put("table", change.table());
        definition.putAll(change.definition());
        return definition;
    }

    /** Whether a record is of this change; the table, which may be written in several ways, is compared by its OID. */
    public static boolean isSame(ChangeRecord record, SchemaChange change) {
        Map<String, Object> recorded = new LinkedHashMap<>(record.definition());
        Map<String, Object> wanted = definition(change);
        recorded.remove("table");
        wanted.remove("table");
        return PlanJson.write(recorded).equals(PlanJson.write(wanted));
    }

    long insert(SchemaChange change, String name, MigrationPlan plan, Phase until, Tuning tuning) {
        long id = database.value(
                """
                INSERT INTO zdm.change (kind, name, schema_name, table_name, table_oid, definition, digest, plan, until, tuning)
                VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?::jsonb) RETURNING id
                """,
                Long.class,
                change.kind(),
                name,
                plan.table().schema(),
                plan.table().name(),
                plan.table().oid(),
                PlanJson.write(definition(change)),
                digest(change),
                PlanJson.write(plan),
                until.text(),
                PlanJson.write(tuning));
        database.update("INSERT INTO zdm.fence (change_id, epoch) VALUES (?, 0)", id);
        return id;
    }

    /** One of the changes that another one is made of. */
    long insertPart(
            long whole, int place, SchemaChange part, String name, MigrationPlan plan, Phase until, Tuning tuning) {
        long id = insert(part, name, plan, until, tuning);
        // Whoever asks for the same by itself asks for another change.
        database.update(
                "UPDATE zdm.change SET part_of = ?, part = ?, definition = definition || jsonb_build_object('partOf', ?)"
                        + " WHERE id = ?",
                whole,
                place,
                whole,
                id);
        return id;
    }

    /** The changes that it is made of beside its own, in their order. */
    List<ChangeRecord> parts(long id) {
        return database.isTrue("SELECT EXISTS (SELECT FROM zdm.change WHERE part_of = ?)", id)
                ? database.catalog(SELECT + " WHERE c.part_of = ? ORDER BY c.part", (row, n) -> record(row), id)
                : List.of();
    }

    /** The change that this one is a part of. */
    Optional<Long> whole(long id) {
        return database
                .list(
                        "SELECT part_of FROM zdm.change WHERE id = ? AND part_of IS NOT NULL",
                        (row, n) -> row.getLong(1),
                        id)
                .stream()
                .findFirst();
    }

    void updatePlan(long id, MigrationPlan plan) {
        database.update(
                "UPDATE zdm.change SET plan = ?::jsonb, updated_at = now() WHERE id = ?", PlanJson.write(plan), id);
    }

    /** Before it has begun: all may be another, as the table of that name may; its parts are planned with it. */
    void replaceUnbegun(long id, SchemaChange change, MigrationPlan plan) {
        database.update("DELETE FROM zdm.change WHERE part_of = ?", id);
        database.update(
                "UPDATE zdm.change SET definition = ?::jsonb, digest = ?, plan = ?::jsonb, schema_name = ?, table_name = ?,"
                        + " table_oid = ?::bigint::oid, updated_at = now() WHERE id = ?",
                PlanJson.write(definition(change)),
                digest(change),
                PlanJson.write(plan),
                plan.table().schema(),
                plan.table().name(),
                plan.table().oid(),
                id);
    }

    /** With the members that are there now, whose dependents are what later looks for drift go by. */
    void updateWayBack(long id, MigrationPlan plan, Map<String, List<String>> dependents) {
        database.update(
                "UPDATE zdm.change SET plan = ?::jsonb, swapped_dependents = ?::jsonb, updated_at = now() WHERE id = ?",
                PlanJson.write(plan),
                PlanJson.write(dependents),
                id);
    }

    /** Sets what this run wants; forgets the last run's error. */
    void begin(long id, Phase until, Direction direction, Tuning tuning) {
        database.update("""
                UPDATE zdm.change SET until = ?, direction = ?, tuning = ?::jsonb, error = NULL, updated_at = now() WHERE id = ?
                """, until.text(), direction.name().toLowerCase(Locale.ROOT), PlanJson.write(tuning), id);
    }

    /** How far the run under way goes for now. */
    void setUntil(long id, Phase until) {
        database.update("UPDATE zdm.change SET until = ? WHERE id = ?", until.text(), id);
    }

    /** Before which time nothing of it is done; that may be over. */
    public Optional<Instant> heldUntil(long id) {
        return Optional.ofNullable(database.first(
                        "SELECT hold_until FROM zdm.change WHERE id = ?",
                        (row, n) -> row.getObject("hold_until", OffsetDateTime.class),
                        id))
                .map(OffsetDateTime::toInstant);
    }

    /** With what the change runs. */
    public Tuning tuning(long id) {
        return PlanJson.read(
                database.value(
                        "SELECT w.tuning FROM zdm.change c JOIN zdm.change w ON w.id = coalesce(c.part_of, c.id)"
                                + " WHERE c.id = ?",
                        String.class,
                        id),
                new TypeReference<Tuning>() {});
    }

    /** Changes it while it runs: heeded from the next chunk on. */
    public void tune(long id, Tuning tuning) {
        database.inTransactionWithoutResult(() -> {
            database.update(
                    "UPDATE zdm.change SET tuning = ?::jsonb, updated_at = now() WHERE id = ?",
                    PlanJson.write(tuning),
                    id);
            new History(database).tuned(id);
        });
    }

    /**
     * Sessions of the engine alone write to this row, each in a statement of its own: where one waits for its disk, the
     * others wait for it, and longer than for a lock of the application's.
     */
    private void note(String sql, @Nullable Object... arguments) {
        NOTES.execute(context -> database.update(sql, arguments));
    }

    /** What a stop would lose now, empty where it is one chunk at most; of a part also for those who ask its whole. */
    void stopCost(long id, String lost) {
        note(
                "UPDATE zdm.owner SET stop_cost = ? WHERE change_id = ?"
                        + " OR change_id = (SELECT part_of FROM zdm.change WHERE id = ?)",
                lost,
                id,
                id);
    }

    /** Why the owner waits, null when it goes on. */
    void throttled(long id, @Nullable String reason) {
        note("UPDATE zdm.owner SET throttle = ? WHERE change_id = ?", reason, id);
    }

    Direction direction(long id) {
        return Direction.valueOf(
                database.value("SELECT upper(direction) FROM zdm.change WHERE id = ?", String.class, id));
    }

    /** For which lock it waits and who is in the way, null when nobody is any more. */
    void blocked(long id, @Nullable String by) {
        note("UPDATE zdm.owner SET blocked = ? WHERE change_id = ?", by, id);
    }

    void setDirection(long id, Direction direction) {
        database.update(
                "UPDATE zdm.change SET direction = ?, updated_at = now() WHERE id = ?",
                direction.name().toLowerCase(Locale.ROOT),
                id);
    }

    void setError(long id, EngineException error) {
        database.update(
                "UPDATE zdm.change SET error = ?::jsonb, updated_at = now() WHERE id = ?",
                PlanJson.write(Map.of(
                        "code",
                        error.code().text(),
                        "message",
                        String.valueOf(error.getMessage()),
                        "databaseChanged",
                        error.databaseChanged(),
                        "next",
                        error.next())),
                id);
    }

    /** Commits with the swap. */
    void swapped(long id, int attempts, Map<String, List<String>> dependents) {
        database.update("""
                UPDATE zdm.change SET swapped_at = clock_timestamp(), swap_attempts = ?, swapped_dependents = ?::jsonb,
                updated_at = now() WHERE id = ?
                """, attempts, PlanJson.write(dependents), id);
    }

    /** Commits with a step that belongs to the swap and comes after it. */
    void swappedDependents(long id, Map<String, List<String>> dependents) {
        database.update(
                "UPDATE zdm.change SET swapped_dependents = ?::jsonb, updated_at = now() WHERE id = ?",
                PlanJson.write(dependents),
                id);
    }

    void swapLockHeld(long id, double millis) {
        database.update("UPDATE zdm.change SET swap_lock_millis = ? WHERE id = ?", millis, id);
    }

    /** Commits with the contract, or with the end of a rollback. */
    void finished(long id) {
        database.update("UPDATE zdm.change SET finished_at = clock_timestamp(), updated_at = now() WHERE id = ?", id);
    }

    /** Asked at every step: the whole record would bring the plan along. */
    boolean isSwapped(long id) {
        return database.isTrue("SELECT swapped_at IS NOT NULL FROM zdm.change WHERE id = ?", id);
    }

    boolean isFinished(long id) {
        return database.isTrue("SELECT finished_at IS NOT NULL FROM zdm.change WHERE id = ?", id);
    }

    /** Commits with the step. */
    void stepDone(long id, String step) {
        database.update("INSERT INTO zdm.step_done (change_id, step) VALUES (?, ?)", id, step);
    }

    boolean isStepDone(long id, String step) {
        return database.isTrue("SELECT EXISTS (SELECT FROM zdm.step_done WHERE change_id = ? AND step = ?)", id, step);
    }

    /** Whether anything was done that only a note tells of. */
    boolean hasStepsDone(long id) {
        return database.isTrue("SELECT EXISTS (SELECT FROM zdm.step_done WHERE change_id = ?)", id);
    }

    /** Lets a running change wait at its next chunk, or go on. Who pauses one that is finalized wants it to wait. */
    public void setPaused(long id, boolean paused) {
        database.update(
                "UPDATE zdm.change SET paused = ?, request = CASE WHEN ? THEN nullif(request, 'finalize') ELSE request END,"
                        + " updated_at = now() WHERE id = ?",
                paused,
                paused,
                id);
    }

    /** Lets nothing be done before that moment; null lifts it. */
    public void hold(long id, @Nullable OffsetDateTime until) {
        database.update(
                "UPDATE zdm.change SET hold_until = ?, request = CASE WHEN ? THEN nullif(request, 'finalize')"
                        + " ELSE request END, updated_at = now() WHERE id = ?",
                until,
                until != null,
                id);
    }

    /** Asks that it be finished without throttles; lifts a pause and a hold. A stop that was asked for comes first. */
    void requestFinalize(long id) {
        database.update(
                "UPDATE zdm.change SET request = coalesce(nullif(request, 'finalize'), 'finalize'), paused = false,"
                        + " hold_until = NULL, updated_at = now() WHERE id = ?",
                id);
    }

    /** Asks a running change to stop; the owner sees it within half a second. */
    public void requestStop(long id) {
        database.update("UPDATE zdm.change SET request = 'stop', updated_at = now() WHERE id = ?", id);
    }

    /**
     * Batch refuses to go on from UNKNOWN, which an owner leaves that is fenced out while it ends; and from a step that
     * still seems to run though its job's end was noted, which a lost connection leaves. Every step of ours may run again
     * and chunks commit with their checkpoints: so these are failures like any other. Only for the owner.
     */
    void failUnfinishedExecutions(long id) {
        database.inTransactionWithoutResult(() -> {
            failExecutions("zdm.batch_step_execution", "'UNKNOWN', 'STARTING', 'STARTED', 'STOPPING'", id);
            failExecutions("zdm.batch_job_execution", "'UNKNOWN'", id);
        });
    }

    private void failExecutions(String table, String statuses, long id) {
        database.update(
                "UPDATE " + table + " SET status = 'FAILED', exit_code = 'FAILED', version = version + 1,"
                        + " end_time = coalesce(end_time, last_updated, create_time) WHERE status IN (" + statuses + ")"
                        + " AND job_execution_id IN (SELECT job_execution_id FROM zdm.change_execution"
                        + " WHERE change_id = ?)",
                id);
    }

    /** Rows that the backfill has written in all executions. */
    long rowsDone(long id) {
        return database.value(
                "SELECT coalesce((SELECT rows_done FROM zdm.change_backfill_alone WHERE change_id = ?), 0)::bigint",
                Long.class,
                id);
    }

    /** A key range of one table of the change in which verify found rows that are wrong. */
    record Difference(String table, KeyRange range) {}

    void addDifference(long id, String table, KeyRange range, long wrong) {
        database.update(
                "INSERT INTO zdm.difference (change_id, table_name, after_key, up_to_key, wrong) VALUES (?, ?, ?, ?, ?)",
                id,
                table,
                array(range.after()),
                array(range.upTo()),
                wrong);
    }

    List<Difference> differences(long id) {
        return database.list(
                "SELECT table_name, after_key, up_to_key FROM zdm.difference WHERE change_id = ?",
                (row, n) -> new Difference(
                        row.getString("table_name"), new KeyRange(keys(row, "after_key"), keys(row, "up_to_key"))),
                id);
    }

    void forgetDifferences(long id) {
        database.update("DELETE FROM zdm.difference WHERE change_id = ?", id);
    }

    private static String @Nullable [] array(@Nullable List<String> key) {
        return key == null ? null : key.toArray(String[]::new);
    }

    private static @Nullable List<String> keys(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private static ChangeRecord record(ResultSet row) throws SQLException {
        OffsetDateTime swappedAt = row.getObject("swapped_at", OffsetDateTime.class);
        String dependents = row.getString("swapped_dependents");
        return new ChangeRecord(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("name"),
                row.getLong("table_oid"),
                PlanJson.read(row.getString("definition"), new TypeReference<Map<String, Object>>() {}),
                PlanJson.readPlan(row.getString("plan")),
                Phase.of(row.getString("until")).orElseThrow(),
                Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                row.getString("state"),
                row.getBoolean("live"),
                swappedAt == null ? null : swappedAt.toInstant(),
                dependents == null ? Map.of() : PlanJson.read(dependents, new TypeReference<>() {}),
                row.getString("owner"));
    }
}
