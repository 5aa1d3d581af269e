-- 20 DAGs with 250 daily runs of 40 tasks: 200,000 task instances, a quarter of them on their second try.
SET timezone = 'UTC';
CREATE FUNCTION pg_temp.uuid_v7(moment timestamptz, seed text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' || substr(md5(seed), 1, 3)
          || substr('89ab', 1 + length(seed) % 4, 1) || substr(md5(seed), 4, 15))::uuid
$$;

-- What executors write there: Celery's uuid, a pod's name, an ARN; nothing, an empty text, other alphabets, and some
-- values that are too long for the varchar(250) of the downgrade.
CREATE FUNCTION pg_temp.executor_id(i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN i % 20 = 0 THEN NULL
    WHEN i % 50 = 1 THEN ''
    WHEN i % 500 = 2 THEN 'arn:aws:ecs:eu-central-1:123456789012:task/airflow-workers/' || repeat(md5(i::text), (4 + i / 500 % 6)::int)
    WHEN i % 500 = 3 THEN repeat('実行者', (60 + i / 500 % 60)::int) || i
    WHEN i % 2500 = 7 THEN rpad('edge-' || i, 250, 'é')
    WHEN i % 100 = 9 THEN 'исполнитель-' || i || '-🚀'
    WHEN i % 3 = 0 THEN 'airflow-worker-' || substr(md5(i::text), 1, (5 + i % 20)::int)
    ELSE md5(i::text)::uuid::text
  END
$$;

INSERT INTO dag_version (id, version_number, dag_id, bundle_name, created_at, last_updated)
SELECT pg_temp.uuid_v7(made, dag || '/' || v), v, dag, 'dags-folder', made, made
FROM generate_series(1, 20) AS d, generate_series(1, 2) AS v,
     LATERAL (SELECT 'dag_' || lpad(d::text, 2, '0') AS dag, date_trunc('day', now()) - 125 * (3 - v) * interval '1 day' AS made) AS x;

INSERT INTO dag_run (dag_id, run_id, run_type, state, logical_date, run_after, updated_at)
SELECT 'dag_' || lpad(d::text, 2, '0'), 'scheduled__' || to_char(day, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), 'scheduled',
       CASE WHEN run % 40 = 0 THEN 'failed' ELSE 'success' END, day, day + interval '1 day', day + interval '26 hours'
FROM generate_series(1, 250) AS run, generate_series(1, 20) AS d,
     LATERAL (SELECT date_trunc('day', now()) - (251 - run) * interval '1 day' + d * interval '7 minutes' AS day) AS x;

INSERT INTO trigger (classpath, kwargs, created_date)
SELECT 'airflow.providers.standard.triggers.temporal.DateTimeTrigger', '{"moment": ' || n || '}', now() - n * interval '1 minute'
FROM generate_series(1, 50) AS n;

INSERT INTO task_instance (id, task_id, dag_id, run_id, start_date, end_date, duration, state, try_number, max_tries,
  hostname, unixname, pool, pool_slots, queue, priority_weight, operator, queued_dttm, scheduled_dttm, queued_by_job_id,
  last_heartbeat_at, pid, executor, executor_config, updated_at, context_carrier, external_executor_id, trigger_id,
  task_display_name, dag_version_id)
SELECT pg_temp.uuid_v7(queued, i::text), task, r.dag_id, r.run_id, queued + interval '2 seconds',
       queued + (2 + i % 900) * interval '1 second', i % 900,
       CASE WHEN i > 199950 THEN 'deferred' WHEN i % 97 = 0 THEN 'failed' WHEN i % 61 = 0 THEN 'skipped' ELSE 'success' END,
       CASE WHEN i / 7 % 4 = 0 THEN 2 ELSE 1 END, 2, 'worker-' || i % 12 || '.airflow.internal', 'airflow', 'default_pool', 1,
       'default', 1 + i % 10, CASE i % 4 WHEN 0 THEN 'BashOperator' WHEN 1 THEN 'SQLExecuteQueryOperator' ELSE 'PythonOperator' END,
       queued, queued - interval '1 second', 1, queued + (i % 900) * interval '1 second', 1000 + i % 30000, 'CeleryExecutor',
       '\x80057d942e', queued + (3 + i % 900) * interval '1 second', '{}', pg_temp.executor_id(i),
       CASE WHEN i > 199950 THEN i - 199950 END, task, v.id
FROM dag_run AS r
JOIN dag_version AS v ON v.dag_id = r.dag_id AND v.version_number = CASE WHEN r.id > 2500 THEN 2 ELSE 1 END
CROSS JOIN generate_series(1, 40) AS n,
LATERAL (SELECT (r.id - 1)::bigint * 40 + n AS i, 'task_' || lpad(n::text, 2, '0') AS task,
                r.run_after + n * interval '3 minutes' AS queued) AS x
ORDER BY r.id, n;

INSERT INTO task_instance_history (task_instance_id, task_id, dag_id, run_id, map_index, try_number, start_date, end_date,
  duration, state, max_tries, hostname, unixname, pool, pool_slots, queue, priority_weight, operator, queued_dttm,
  scheduled_dttm, queued_by_job_id, pid, executor, executor_config, updated_at, context_carrier, external_executor_id,
  task_display_name, dag_version_id)
SELECT pg_temp.uuid_v7(queued_dttm - interval '10 minutes', id::text), task_id, dag_id, run_id, map_index, 1,
       start_date - interval '10 minutes', end_date - interval '10 minutes', duration, 'failed', max_tries, hostname, unixname,
       pool, pool_slots, queue, priority_weight, operator, queued_dttm - interval '10 minutes',
       scheduled_dttm - interval '10 minutes', queued_by_job_id, pid, executor, executor_config,
       updated_at - interval '10 minutes', context_carrier, external_executor_id, task_display_name, dag_version_id
FROM task_instance WHERE try_number = 2;

INSERT INTO task_instance_note (ti_id, user_id, content, created_at, updated_at)
SELECT id, 'operator', 'Looked at, harmless.', updated_at, updated_at FROM task_instance WHERE state = 'failed' LIMIT 500;

INSERT INTO task_reschedule (ti_id, start_date, end_date, duration, reschedule_date)
SELECT id, start_date, end_date, duration::int, end_date + interval '5 minutes' FROM task_instance WHERE state = 'skipped' LIMIT 1000;

INSERT INTO task_map (dag_id, task_id, run_id, map_index, length)
SELECT dag_id, task_id, run_id, map_index, 3 FROM task_instance WHERE task_id = 'task_01' LIMIT 500;

INSERT INTO xcom (dag_run_id, task_id, map_index, key, dag_id, run_id, value, "timestamp")
SELECT r.id, t.task_id, t.map_index, 'return_value', t.dag_id, t.run_id, to_jsonb(t.duration), t.end_date
FROM task_instance AS t JOIN dag_run AS r USING (dag_id, run_id) WHERE t.task_id = 'task_02';

INSERT INTO rendered_task_instance_fields (dag_id, task_id, run_id, map_index, rendered_fields)
SELECT dag_id, task_id, run_id, map_index, '{"bash_command": "true"}' FROM task_instance WHERE task_id = 'task_03' LIMIT 1000;
