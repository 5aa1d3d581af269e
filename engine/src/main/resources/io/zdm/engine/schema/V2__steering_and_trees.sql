-- paused: at the next chunk, until somebody resumes it. hold_until: nothing is done before. tuning: what was asked for while
-- it ran, over what the run was started with.
ALTER TABLE zdm.change
    ADD COLUMN paused boolean NOT NULL DEFAULT false,
    ADD COLUMN hold_until timestamptz;

-- Why the owner waits now.
ALTER TABLE zdm.owner ADD COLUMN throttle text;

-- Alive is who holds the advisory lock (1515218242, table) with the backend that the owner row names.
CREATE OR REPLACE VIEW zdm.change_status AS
SELECT c.id, c.kind, c.name, c.schema_name, c.table_name, c.direction, c.until, c.created_at, c.updated_at,
       c.swapped_at, c.swap_lock_millis, c.swap_attempts, c.error, c.plan, c.definition,
       CASE
           WHEN live.pid IS NOT NULL AND c.paused THEN 'PAUSED'
           WHEN live.pid IS NOT NULL AND c.hold_until > now() THEN 'HELD'
           WHEN live.pid IS NOT NULL THEN 'RUNNING'
           WHEN last.status = 'COMPLETED' THEN CASE c.direction WHEN 'rollback' THEN 'ROLLED_BACK' ELSE 'COMPLETED' END
           WHEN c.hold_until > now() AND (c.direction = 'rollback' OR c.swapped_at IS NULL) THEN 'HELD'
           WHEN last.status IS NULL THEN 'QUEUED'
           WHEN last.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN') THEN 'CRASHED'
           WHEN last.status = 'FAILED' THEN 'FAILED'
           WHEN c.direction = 'forward' AND c.swapped_at IS NOT NULL THEN 'SWAPPED'
           ELSE 'STOPPED'
       END AS state,
       split_part(step.step_name, '.', 1) AS phase,
       step.step_name AS step,
       o.host AS owner_host, o.pid AS owner_pid, o.heartbeat_at, live.pid AS owner_backend_pid,
       last.status AS execution_status,
       live.pid IS NOT NULL AS live, c.paused, c.hold_until,
       CASE WHEN live.pid IS NOT NULL THEN o.throttle END AS throttle
FROM zdm.change c
LEFT JOIN zdm.owner o ON o.change_id = c.id
LEFT JOIN pg_catalog.pg_locks live
    ON live.locktype = 'advisory' AND live.granted AND live.objsubid = 2
    AND live.classid = 1515218242::oid AND live.objid = c.table_oid AND live.pid = o.backend_pid
    AND live.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
LEFT JOIN LATERAL (
    SELECT e.job_execution_id, e.status FROM zdm.change_execution e
    WHERE e.change_id = c.id AND e.direction = c.direction
    ORDER BY e.job_execution_id DESC LIMIT 1
) last ON true
LEFT JOIN LATERAL (
    SELECT s.step_name FROM zdm.batch_step_execution s
    WHERE s.job_execution_id = last.job_execution_id AND position(':' IN s.step_name) = 0
    ORDER BY s.step_execution_id DESC LIMIT 1
) step ON true;

-- In which table of a tree the rows are.
ALTER TABLE zdm.difference ADD COLUMN table_name text;
UPDATE zdm.difference d SET table_name = format('%I.%I', c.schema_name, c.table_name)
FROM zdm.change c WHERE c.id = d.change_id;
ALTER TABLE zdm.difference ALTER COLUMN table_name SET NOT NULL;
