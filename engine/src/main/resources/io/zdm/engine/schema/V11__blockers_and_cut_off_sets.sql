-- For which lock or transactions the owner waits, and who is in the way: for status, from elsewhere.
ALTER TABLE zdm.owner ADD COLUMN blocked text;
COMMENT ON COLUMN zdm.owner.blocked IS 'what the owner waits for, and who is in the way; NULL where nobody is';

-- Whether the owner of a change with parts died between two of them, where none of them was at work: nobody closed his line
-- in the log. One that is swapped is on its way again once a contract is done.
CREATE FUNCTION zdm.cut_off(whole bigint, swapped boolean) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM zdm.ownership o WHERE o.change_id = whole AND upper_inf(o.during))
        AND (NOT swapped OR EXISTS (SELECT FROM zdm.change c WHERE c.part_of = whole AND c.finished_at IS NOT NULL));
END
$$;

-- As before, but that. Who ended in good order, or could say why not, has an error or closed his line.
DO $$
DECLARE
    columns text;
BEGIN
    SELECT string_agg(CASE attname
        WHEN 'state' THEN $state$
            CASE WHEN p.id IS NULL OR a.live OR a.state = 'HELD' THEN a.state
                 WHEN a.state = 'QUEUED' AND NOT p.begun THEN a.state
                 WHEN a.state = 'ROLLED_BACK' AND p.rolled_back THEN a.state
                 WHEN a.state IN ('QUEUED', 'STOPPED', 'ROLLED_BACK', 'SWAPPED') AND a.error IS NULL AND zdm.cut_off(a.id,
                     a.state = 'SWAPPED' OR a.state = 'QUEUED' AND p.swapped AND a.plan ->> 'path' = 'IN_PLACE')
                     THEN 'CRASHED'
                 WHEN a.state = 'QUEUED' AND p.swapped AND a.plan ->> 'path' = 'IN_PLACE' THEN 'SWAPPED'
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
    EXECUTE format('CREATE OR REPLACE VIEW zdm.change_status AS SELECT %s, c.part_of, p.tables AS part_tables,'
        ' p.rows_total AS part_rows FROM zdm.change_alone a JOIN zdm.change c ON c.id = a.id'
        ' LEFT JOIN zdm.change_parts p ON p.id = a.id', columns);
END $$;
