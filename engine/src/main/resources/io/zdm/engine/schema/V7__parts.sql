-- A change may have parts: changes of other tables that are taken to their swap one after another before its own, and back
-- after it. They are open from the first on, so that nobody else begins anything on their tables.
ALTER TABLE zdm.change
    ADD COLUMN part_of bigint REFERENCES zdm.change (id) ON DELETE CASCADE,
    ADD COLUMN part integer;
CREATE INDEX change_part ON zdm.change (part_of, part) WHERE part_of IS NOT NULL;

-- Each change by itself.
ALTER VIEW zdm.change_status RENAME TO change_alone;
ALTER VIEW zdm.change_backfill RENAME TO change_backfill_alone;

-- What is to be known of the parts of a change together.
CREATE VIEW zdm.change_parts AS
SELECT c.part_of AS id,
       bool_or(a.state <> 'QUEUED') AS begun,
       bool_and(a.state = 'ROLLED_BACK') AS rolled_back,
       bool_and(c.direction = 'forward' AND c.swapped_at IS NOT NULL) AS swapped,
       bool_or(a.state = 'CRASHED') AS crashed,
       bool_or(a.state = 'FAILED') AS failed,
       max(c.swapped_at) AS swapped_at,
       max(a.swap_lock_millis) AS swap_lock_millis,
       max(a.swap_attempts) AS swap_attempts,
       max(nullif(a.phase, '')) FILTER (WHERE a.live) AS phase_now,
       (array_agg(nullif(a.phase, '') ORDER BY c.updated_at DESC) FILTER (WHERE a.phase <> ''))[1] AS phase_last,
       max(a.throttle) AS throttle,
       sum((c.plan -> 'estimate' ->> 'rows')::bigint)::bigint AS rows_total,
       jsonb_agg(c.plan -> 'members' ORDER BY c.part) AS tables
FROM zdm.change c JOIN zdm.change_alone a USING (id)
WHERE c.part_of IS NOT NULL
GROUP BY c.part_of;

-- The whole of each change: what is said of one with parts follows from all of them. Whatever columns the view of each
-- change by itself has, this one has, too.
DO $$
DECLARE
    columns text;
BEGIN
    SELECT string_agg(CASE attname
        WHEN 'state' THEN $state$
            CASE WHEN p.id IS NULL OR a.live OR a.state = 'HELD' THEN a.state
                 WHEN a.state = 'QUEUED' AND NOT p.begun THEN a.state
                 WHEN a.state = 'QUEUED' AND p.swapped AND a.plan ->> 'path' = 'IN_PLACE' THEN 'SWAPPED'
                 WHEN a.state = 'ROLLED_BACK' AND p.rolled_back THEN a.state
                 WHEN a.state IN ('QUEUED', 'STOPPED', 'ROLLED_BACK') THEN
                     CASE WHEN p.crashed THEN 'CRASHED' WHEN p.failed THEN 'FAILED' ELSE 'STOPPED' END
                 ELSE a.state END AS state$state$
        WHEN 'phase' THEN 'coalesce(p.phase_now, nullif(a.phase, ''''), p.phase_last) AS phase'
        WHEN 'swapped_at' THEN 'CASE WHEN p.swapped AND a.direction = ''forward'' AND a.plan ->> ''path'' = ''IN_PLACE'''
            || ' THEN p.swapped_at ELSE a.swapped_at END AS swapped_at'
        WHEN 'swap_lock_millis' THEN 'greatest(a.swap_lock_millis, p.swap_lock_millis) AS swap_lock_millis'
        WHEN 'swap_attempts' THEN 'greatest(a.swap_attempts, p.swap_attempts) AS swap_attempts'
        WHEN 'throttle' THEN 'coalesce(a.throttle, p.throttle) AS throttle'
        ELSE format('a.%I', attname) END, ', ' ORDER BY attnum)
    INTO columns
    FROM pg_catalog.pg_attribute
    WHERE attrelid = 'zdm.change_alone'::regclass AND attnum > 0 AND NOT attisdropped;
    EXECUTE format('CREATE VIEW zdm.change_status AS SELECT %s, c.part_of, p.tables AS part_tables,'
        ' p.rows_total AS part_rows FROM zdm.change_alone a JOIN zdm.change c ON c.id = a.id'
        ' LEFT JOIN zdm.change_parts p ON p.id = a.id', columns);
END $$;

CREATE VIEW zdm.change_backfill AS
SELECT x.change_id, sum(x.rows_done) AS rows_done, sum(x.chunks) AS chunks, sum(x.seconds) AS seconds,
       count(*) FILTER (WHERE x.completed) = (SELECT count(*) FROM zdm.change w
           WHERE (w.id = x.change_id OR w.part_of = x.change_id) AND w.plan ->> 'path' <> 'IN_PLACE') AS completed
FROM (
    SELECT coalesce(c.part_of, c.id) AS change_id, b.rows_done, b.chunks, b.seconds, b.completed
    FROM zdm.change_backfill_alone b JOIN zdm.change c ON c.id = b.change_id
) x
GROUP BY x.change_id
UNION ALL
SELECT b.* FROM zdm.change_backfill_alone b JOIN zdm.change c ON c.id = b.change_id WHERE c.part_of IS NOT NULL;
