package io.zdm.engine.postgres;

import java.util.List;

/**
 * Reads how far each partition of a change's backfill is. Leaves no trace, and finds nothing where zdm-batch never changed
 * anything.
 */
public final class PartitionReader {

    /**
     * The walk that was begun last: where the plan was made anew the one before is of no interest. Of a tree's members the
     * name has the OID. What a partition will have is not known before its end: its share of the table's estimate. One with
     * a number behind it is of another walk, over what the first one has left.
     */
    private static final String PARTITIONS = """
            WITH worker AS (
                SELECT c.id, c.part, split_part(s.step_name, ':', 1) AS walk, split_part(s.step_name, ':', 2) AS name,
                       sum(s.write_count)::bigint AS rows_done, sum(s.commit_count)::bigint AS chunks,
                       (array_agg(s.status ORDER BY s.step_execution_id DESC))[1] AS status,
                       max(s.step_execution_id) AS last
                FROM (SELECT id, %1$s AS part FROM zdm.change WHERE id = ?%2$s) c
                JOIN zdm.change_execution e ON e.change_id = c.id AND e.direction = 'forward'
                JOIN zdm.batch_step_execution s USING (job_execution_id)
                WHERE s.step_name LIKE 'backfill.backfill#%%:%%'
                GROUP BY c.id, c.part, s.step_name
            ), walked AS (
                SELECT w.*, first_value(w.walk) OVER (PARTITION BY w.id ORDER BY w.last DESC) AS last_walk,
                       substring(w.name FROM '^m(\\d+)\\.')::bigint::oid AS member
                FROM worker w
            ), counted AS (
                SELECT w.*, count(*) OVER (PARTITION BY w.id, w.member) AS of_table,
                       count(*) FILTER (WHERE w.name !~ '-\\d+$') OVER (PARTITION BY w.id, w.member) AS beside
                FROM walked w WHERE w.walk = w.last_walk
            )
            SELECT CASE WHEN w.member IS NULL AND w.part IS NULL AND count(*) OVER () = w.of_table THEN w.name
                        ELSE concat_ws(' ', coalesce(n.nspname || '.' || m.relname,
                            CASE WHEN w.member IS NULL THEN c.schema_name || '.' || c.table_name END),
                            CASE WHEN m.oid IS NULL THEN w.name ELSE regexp_replace(w.name, '^.*\\.', '') END) END AS name,
                   w.rows_done, w.chunks,
                   CASE WHEN w.status = 'COMPLETED' OR w.name ~ '-\\d+$' THEN w.rows_done
                       ELSE greatest(w.rows_done, ceil(CASE WHEN w.member IS NULL THEN (c.plan -> 'estimate' ->> 'rows')::float8
                           ELSE greatest(m.reltuples, 0) END / nullif(w.beside, 0))::bigint) END AS rows_total,
                   CASE WHEN w.status = 'COMPLETED' THEN 'done'
                        WHEN w.status = 'STARTING' THEN 'not begun'
                        WHEN w.status IN ('STARTED', 'STOPPING', 'UNKNOWN')
                            THEN CASE WHEN s.owner_backend_pid IS NOT NULL THEN 'at work' ELSE 'cut off' END
                        WHEN w.status = 'FAILED' THEN 'failed' ELSE 'stopped' END AS state
            FROM counted w JOIN zdm.change c USING (id) JOIN zdm.change_status s USING (id)
            LEFT JOIN pg_catalog.pg_class m ON m.oid = w.member
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid = m.relnamespace
            ORDER BY w.part NULLS LAST, 1
            """;

    private final Database database;

    public PartitionReader(Database database) {
        this.database = database;
    }

    /**
     * One partition of a backfill.
     *
     * @param name {@code p0001}; where the change walks several tables, behind the table's
     * @param rowsTotal an estimate until it is done
     * @param state of its worker: {@code not begun}, {@code at work}, {@code done}, {@code stopped}, {@code failed}, or
     *     {@code cut off} where its owner died
     */
    public record Partition(String name, long rowsDone, long rowsTotal, long chunks, String state) {}

    /** Those of a change and of its parts, in the order of the tables and keys; none before its backfill has begun. */
    public List<Partition> of(long change) {
        if (!exists("zdm.change_status")) {
            return List.of();
        }
        boolean parts = exists("zdm.change_parts");
        Object[] arguments = parts ? new Object[] {change, change} : new Object[] {change};
        return database.list(
                PARTITIONS.formatted(parts ? "part" : "NULL::integer", parts ? " OR part_of = ?" : ""),
                (row, n) -> new Partition(
                        row.getString("name"),
                        row.getLong("rows_done"),
                        row.getLong("rows_total"),
                        row.getLong("chunks"),
                        row.getString("state")),
                arguments);
    }

    private boolean exists(String view) {
        return database.isTrue("SELECT to_regclass(?) IS NOT NULL", view);
    }
}
