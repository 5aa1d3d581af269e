package io.zdm.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the state of changes. Leaves no trace, and finds nothing where zdm-batch never changed anything. */
public final class StatusReader {

    private static final String STATUS = """
            SELECT s.id, s.kind, s.name, s.schema_name, s.table_name, s.state, s.direction,
                   CASE WHEN s.phase <> '' THEN s.phase END AS phase, s.until, s.created_at, s.updated_at, s.swapped_at,
                   b.rows_done, ARRAY(SELECT array_to_string(parse_ident(q.j #>> '{}'), '.')
                         FROM jsonb_path_query(jsonb_build_array(s.plan -> 'members', to_jsonb(s) -> 'part_tables'),
                             'strict $.** ? (@.type() == "string")') WITH ORDINALITY q(j, place)
                         ORDER BY q.place) AS tables,
                   (s.plan -> 'estimate' ->> 'rows')::bigint
                       + coalesce((to_jsonb(s) ->> 'part_rows')::bigint, 0) AS rows_total, to_jsonb(s) ->> 'part_of' AS part_of, b.chunks, b.seconds, b.completed,
                   s.owner_host, s.owner_pid, s.heartbeat_at, (to_jsonb(s) ->> 'live')::boolean AS live,
                   coalesce(to_jsonb(s) ->> 'throttle', CASE WHEN s.state = 'HELD' THEN 'held until ' || (to_jsonb(s) ->> 'hold_until') END)
                       AS throttle, s.swap_lock_millis, s.swap_attempts,
                   s.error ->> 'code' AS error_code, s.error ->> 'message' AS error_message,
                   (s.error ->> 'databaseChanged')::boolean AS error_changed, s.error ->> 'next' AS error_next,
                   now.rate, now.stop_cost, now.blocked,
                   jsonb_path_exists(s.plan, '$.forward[*] ? (@.type == "backfill")') AS fills
            FROM zdm.change_status s LEFT JOIN zdm.change_backfill b ON b.change_id = s.id
            """;

    /** Waits count; what ran before the run of now does not. A worker writes its figures down about once a second. */
    private static final String NOW = """
            CROSS JOIN LATERAL (
                SELECT ARRAY(SELECT p.id FROM zdm.change p WHERE p.id = s.id OR p.part_of = s.id) AS ids
            ) of
            CROSS JOIN LATERAL (
                SELECT (sum(k.rows) / greatest(0.001, extract(epoch FROM
                           CASE WHEN max(k.at) > clock_timestamp() - interval '3 seconds' THEN max(k.at)
                                ELSE clock_timestamp() END
                           - min(k.at - (k.millis + k.wait_millis) * interval '1 millisecond'))))::double precision AS rate,
                       (SELECT o.stop_cost FROM zdm.owner o WHERE o.change_id = s.id AND s.live) AS stop_cost,
                       (SELECT max(to_jsonb(o) ->> 'blocked') FROM zdm.owner o
                        WHERE o.change_id = ANY (of.ids) AND s.live) AS blocked
                FROM zdm.chunk k
                WHERE k.change_id = ANY (of.ids)
                AND s.live AND k.at > clock_timestamp() - interval '2 minutes'
                AND k.at > coalesce((SELECT max(t.at) FROM zdm.transition t
                                     WHERE t.change_id = s.id AND t.event = 'begun'), '-infinity')
            ) now
            """;

    /** Tables of an older version have no figures. */
    private static final String NOTHING_NOW =
            " CROSS JOIN (SELECT NULL::double precision AS rate, NULL::text AS stop_cost, NULL::text AS blocked) now ";

    private static final Set<String> LIVE = Set.of("RUNNING", "PAUSED");
    private static final Set<String> OVER = Set.of("COMPLETED", "ROLLED_BACK");

    private final Database database;

    public StatusReader(Database database) {
        this.database = database;
    }

    /**
     * One change.
     *
     * @param partOf the change that this one is a part of, null where it stands alone
     * @param tables the lead table first, then whatever else the change concerns: its table partitions or children, and
     *     the tables of its parts
     * @param rowsTotal an estimate until the backfill is done
     * @param throttle why its owner waits, null where it does not
     * @param backfillSeconds in which the backfill ran, over all executions
     */
    public record Status(
            long id,
            String change,
            String name,
            String schema,
            String table,
            List<String> tables,
            String state,
            String direction,
            @Nullable String phase,
            String until,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant swappedAt,
            long rowsDone,
            long rowsTotal,
            long chunks,
            double backfillSeconds,
            boolean backfilled,
            @Nullable Owner owner,
            @Nullable String throttle,
            @Nullable Double swapLockMillis,
            @Nullable Integer swapAttempts,
            @Nullable Failure error,
            @Nullable Long partOf,
            Now now) {

        /** Whether an owner has it, be it that it waits. */
        public boolean isLive() {
            return LIVE.contains(state) || (state.equals("HELD") && owner != null);
        }

        /** Whether nothing more can become of it. */
        public boolean isOver() {
            return OVER.contains(state);
        }
    }

    /**
     * What is known of a change that runs.
     *
     * @param rowsPerSecond of its backfill in the last two minutes, waits included; null where none ran
     * @param stopCost what a stop would lose, empty where it is one chunk at most; null where nothing runs
     * @param fills whether it has a backfill, now or later
     * @param blocked the lock or the transactions that it waits for, and who is in the way; null where nobody is
     */
    public record Now(
            @Nullable Double rowsPerSecond,
            @Nullable String stopCost,
            boolean fills,
            @Nullable String blocked) {

        /** Of a change that does not run. */
        public static final Now NOTHING = new Now(null, null, true, null);
    }

    /** Of a running change; of a crashed one, who is dead. */
    public record Owner(String host, long pid, Instant heartbeatAt) {}

    /** How the last run ended, where it ended badly. */
    public record Failure(String code, String message, boolean databaseChanged, String next) {}

    public Optional<Status> find(long id) {
        return exists()
                ? Optional.ofNullable(database.first(status() + " WHERE s.id = ?", (row, n) -> status(row), id))
                : Optional.empty();
    }

    /** @param ended whether also those that are over, and parts of others */
    public List<Status> all(boolean ended) {
        return exists()
                ? database.list(
                        status()
                                + (ended
                                        ? ""
                                        : " WHERE s.state NOT IN ('COMPLETED', 'ROLLED_BACK')"
                                                + " AND to_jsonb(s) ->> 'part_of' IS NULL")
                                + " ORDER BY s.id",
                        (row, n) -> status(row))
                : List.of();
    }

    /**
     * What a phase took, over all executions.
     *
     * @param rows that its workers wrote or compared
     * @param runs executions in which it was worked on
     */
    public record PhaseTime(String direction, String phase, double seconds, long rows, long chunks, long runs) {}

    /** In the order in which they were begun. Batch's times have no zone, so only durations are told. */
    public List<PhaseTime> phases(long id) {
        return database.list(
                """
                SELECT e.direction, split_part(s.step_name, '.', 1) AS phase,
                       coalesce(sum(extract(epoch FROM coalesce(s.end_time, s.last_updated) - s.start_time))
                           FILTER (WHERE NOT worker.here), 0)::double precision AS seconds,
                       coalesce(sum(s.read_count + s.write_count) FILTER (WHERE worker.here), 0) AS rows,
                       coalesce(sum(s.commit_count) FILTER (WHERE worker.here), 0) AS chunks,
                       count(DISTINCT job_execution_id) AS runs
                FROM zdm.change_execution e JOIN zdm.batch_step_execution s USING (job_execution_id)
                CROSS JOIN LATERAL (SELECT position(':' IN s.step_name) > 0) worker (here)
                WHERE e.change_id = ?
                GROUP BY e.direction, split_part(s.step_name, '.', 1)
                ORDER BY min(s.step_execution_id)
                """,
                (row, n) -> new PhaseTime(
                        row.getString("direction"),
                        row.getString("phase"),
                        row.getDouble("seconds"),
                        row.getLong("rows"),
                        row.getLong("chunks"),
                        row.getLong("runs")),
                id);
    }

    /** What ran, a line a step and execution, oldest first. Batch's times have no zone, so only durations are told. */
    public List<String> history(long id) {
        return database.list(
                """
                SELECT e.direction, split_part(s.step_name, '#', 1) AS step, s.status,
                       coalesce(extract(epoch FROM s.end_time - s.start_time), 0)::double precision AS seconds
                FROM zdm.change_execution e JOIN zdm.batch_step_execution s USING (job_execution_id)
                WHERE e.change_id = ? AND position(':' IN s.step_name) = 0
                ORDER BY s.step_execution_id
                """,
                (row, n) -> "%s %s: %s after %.1f s"
                        .formatted(
                                row.getString("direction"),
                                row.getString("step"),
                                row.getString("status"),
                                row.getDouble("seconds")),
                id);
    }

    private String status() {
        return STATUS + (database.isTrue("SELECT to_regclass('zdm.chunk') IS NOT NULL") ? NOW : NOTHING_NOW);
    }

    private boolean exists() {
        return database.isTrue("SELECT to_regclass('zdm.change_status') IS NOT NULL");
    }

    private static Status status(ResultSet row) throws SQLException {
        boolean backfilled = row.getBoolean("completed");
        long done = row.getLong("rows_done");
        return new Status(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("schema_name"),
                row.getString("table_name"),
                tables(row),
                row.getString("state"),
                row.getString("direction"),
                row.getString("phase"),
                row.getString("until"),
                time(row, "created_at"),
                time(row, "updated_at"),
                timeOrNull(row, "swapped_at"),
                done,
                backfilled ? done : Math.max(done, row.getLong("rows_total")),
                row.getLong("chunks"),
                row.getDouble("seconds"),
                backfilled,
                (List.of("RUNNING", "PAUSED", "CRASHED").contains(row.getString("state")) || row.getBoolean("live"))
                                && row.getString("owner_host") != null
                        ? new Owner(row.getString("owner_host"), row.getLong("owner_pid"), time(row, "heartbeat_at"))
                        : null,
                row.getString("throttle"),
                row.getObject("swap_lock_millis", Double.class),
                row.getObject("swap_attempts", Integer.class),
                row.getString("error_code") == null
                        ? null
                        : new Failure(
                                row.getString("error_code"),
                                row.getString("error_message"),
                                row.getBoolean("error_changed"),
                                row.getString("error_next")),
                row.getString("part_of") == null ? null : Long.valueOf(row.getString("part_of")),
                new Now(
                        row.getObject("rate", Double.class),
                        row.getString("stop_cost"),
                        row.getBoolean("fills"),
                        row.getString("blocked")));
    }

    /** A plan of an older version does not say. */
    private static List<String> tables(ResultSet row) throws SQLException {
        List<String> tables = Database.strings(row, "tables");
        return tables.isEmpty() ? List.of(row.getString("schema_name") + "." + row.getString("table_name")) : tables;
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
