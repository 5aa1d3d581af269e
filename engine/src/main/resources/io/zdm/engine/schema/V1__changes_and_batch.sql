-- What is intended. What ran is in batch_*; what is derived from both is in change_status.
CREATE TABLE zdm.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    table_oid oid NOT NULL,
    definition jsonb NOT NULL,
    digest text NOT NULL,
    plan jsonb NOT NULL,
    until text NOT NULL,
    direction text NOT NULL DEFAULT 'forward' CHECK (direction IN ('forward', 'rollback')),
    request text CHECK (request IN ('stop')),
    tuning jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    swapped_at timestamptz,
    finished_at timestamptz,
    swap_lock_millis double precision,
    swap_attempts integer,
    swapped_dependents jsonb,
    error jsonb
);
CREATE INDEX change_table ON zdm.change (table_oid, digest);

-- Who runs a change. Read FOR SHARE by every transaction that writes: a new owner waits for those of the old one.
CREATE TABLE zdm.fence (
    change_id bigint PRIMARY KEY REFERENCES zdm.change (id) ON DELETE CASCADE,
    epoch bigint NOT NULL
);

-- backend_pid holds the advisory lock that proves the owner alive; host and pid are for people.
CREATE TABLE zdm.owner (
    change_id bigint PRIMARY KEY REFERENCES zdm.change (id) ON DELETE CASCADE,
    host text NOT NULL,
    pid bigint NOT NULL,
    backend_pid integer NOT NULL,
    heartbeat_at timestamptz NOT NULL
);

-- Key ranges in which verify found rows that are not as they should be; filled again at the next restart.
CREATE TABLE zdm.difference (
    change_id bigint NOT NULL REFERENCES zdm.change (id) ON DELETE CASCADE,
    table_name text NOT NULL,
    after_key text[],
    up_to_key text[],
    wrong bigint NOT NULL
);

CREATE TABLE zdm.batch_job_instance (
    job_instance_id bigint NOT NULL PRIMARY KEY,
    version bigint,
    job_name varchar(100) NOT NULL,
    job_key varchar(32) NOT NULL,
    CONSTRAINT job_inst_un UNIQUE (job_name, job_key)
);

CREATE TABLE zdm.batch_job_execution (
    job_execution_id bigint NOT NULL PRIMARY KEY,
    version bigint,
    job_instance_id bigint NOT NULL,
    create_time timestamp NOT NULL,
    start_time timestamp DEFAULT NULL,
    end_time timestamp DEFAULT NULL,
    status varchar(10),
    exit_code varchar(2500),
    exit_message varchar(2500),
    last_updated timestamp,
    CONSTRAINT job_inst_exec_fk FOREIGN KEY (job_instance_id) REFERENCES zdm.batch_job_instance (job_instance_id)
);
CREATE INDEX batch_job_execution_instance ON zdm.batch_job_execution (job_instance_id);

CREATE TABLE zdm.batch_job_execution_params (
    job_execution_id bigint NOT NULL,
    parameter_name varchar(100) NOT NULL,
    parameter_type varchar(100) NOT NULL,
    parameter_value varchar(2500),
    identifying char(1) NOT NULL,
    CONSTRAINT job_exec_params_fk FOREIGN KEY (job_execution_id) REFERENCES zdm.batch_job_execution (job_execution_id)
);
CREATE INDEX batch_job_execution_params_execution ON zdm.batch_job_execution_params (job_execution_id);

CREATE TABLE zdm.batch_step_execution (
    step_execution_id bigint NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    step_name varchar(100) NOT NULL,
    job_execution_id bigint NOT NULL,
    create_time timestamp NOT NULL,
    start_time timestamp DEFAULT NULL,
    end_time timestamp DEFAULT NULL,
    status varchar(10),
    commit_count bigint,
    read_count bigint,
    filter_count bigint,
    write_count bigint,
    read_skip_count bigint,
    write_skip_count bigint,
    process_skip_count bigint,
    rollback_count bigint,
    exit_code varchar(2500),
    exit_message varchar(2500),
    last_updated timestamp,
    CONSTRAINT job_exec_step_fk FOREIGN KEY (job_execution_id) REFERENCES zdm.batch_job_execution (job_execution_id)
);
CREATE INDEX batch_step_execution_job ON zdm.batch_step_execution (job_execution_id, step_name);

CREATE TABLE zdm.batch_step_execution_context (
    step_execution_id bigint NOT NULL PRIMARY KEY,
    short_context varchar(2500) NOT NULL,
    serialized_context text,
    CONSTRAINT step_exec_ctx_fk FOREIGN KEY (step_execution_id) REFERENCES zdm.batch_step_execution (step_execution_id)
);

CREATE TABLE zdm.batch_job_execution_context (
    job_execution_id bigint NOT NULL PRIMARY KEY,
    short_context varchar(2500) NOT NULL,
    serialized_context text,
    CONSTRAINT job_exec_ctx_fk FOREIGN KEY (job_execution_id) REFERENCES zdm.batch_job_execution (job_execution_id)
);

CREATE SEQUENCE zdm.batch_step_execution_seq;
CREATE SEQUENCE zdm.batch_job_execution_seq;
CREATE SEQUENCE zdm.batch_job_instance_seq;

-- The executions of a change: job zdm-forward or zdm-rollback with the parameter change.
CREATE VIEW zdm.change_execution AS
SELECT p.parameter_value::bigint AS change_id,
       CASE i.job_name WHEN 'zdm-rollback' THEN 'rollback' ELSE 'forward' END AS direction,
       e.job_execution_id, e.status
FROM zdm.batch_job_execution e
JOIN zdm.batch_job_instance i USING (job_instance_id)
JOIN zdm.batch_job_execution_params p USING (job_execution_id)
WHERE p.parameter_name = 'change' AND i.job_name IN ('zdm-forward', 'zdm-rollback');

-- Alive is who holds the advisory lock (1515218242, table) with the backend that the owner row names.
CREATE VIEW zdm.change_status AS
SELECT c.id, c.kind, c.name, c.schema_name, c.table_name, c.direction, c.until, c.created_at, c.updated_at,
       c.swapped_at, c.swap_lock_millis, c.swap_attempts, c.error, c.plan, c.definition,
       CASE
           WHEN live.pid IS NOT NULL THEN 'RUNNING'
           WHEN last.status IS NULL THEN 'QUEUED'
           WHEN last.status = 'COMPLETED' THEN CASE c.direction WHEN 'rollback' THEN 'ROLLED_BACK' ELSE 'COMPLETED' END
           WHEN last.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN') THEN 'CRASHED'
           WHEN last.status = 'FAILED' THEN 'FAILED'
           WHEN c.direction = 'forward' AND c.swapped_at IS NOT NULL THEN 'SWAPPED'
           ELSE 'STOPPED'
       END AS state,
       split_part(step.step_name, '.', 1) AS phase,
       step.step_name AS step,
       o.host AS owner_host, o.pid AS owner_pid, o.heartbeat_at, live.pid AS owner_backend_pid,
       last.status AS execution_status
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

-- What the workers of the backfill have done, over all executions; time in which none ran does not count.
CREATE VIEW zdm.change_backfill AS
SELECT x.change_id, sum(x.rows_done) AS rows_done, sum(x.chunks) AS chunks,
       sum(extract(epoch FROM x.last_at - x.started_at)) AS seconds, bool_or(x.completed) AS completed
FROM (
    SELECT e.change_id, e.job_execution_id,
           sum(s.write_count) FILTER (WHERE position(':' IN s.step_name) > 0) AS rows_done,
           sum(s.commit_count) FILTER (WHERE position(':' IN s.step_name) > 0) AS chunks,
           min(s.start_time) AS started_at, max(s.last_updated) AS last_at,
           bool_or(s.status = 'COMPLETED' AND position(':' IN s.step_name) = 0) AS completed
    FROM zdm.change_execution e
    JOIN zdm.batch_step_execution s USING (job_execution_id)
    WHERE e.direction = 'forward' AND s.step_name LIKE 'backfill.backfill#%'
    GROUP BY e.change_id, e.job_execution_id
) x
GROUP BY x.change_id;
