-- Airflow's metadata tables around task_instance (3.1, with migration 0102); dag_run, dag_version and trigger are
-- trimmed to their keys.
CREATE SCHEMA airflow;
SET search_path = airflow;
CREATE TABLE dag_version (id uuid PRIMARY KEY, version_number integer NOT NULL, dag_id varchar(250) NOT NULL,
  bundle_name varchar(250), bundle_version varchar(250), created_at timestamptz NOT NULL, last_updated timestamptz NOT NULL,
  CONSTRAINT dag_id_v_name_v_number_unique_constraint UNIQUE (dag_id, version_number));
CREATE TABLE dag_run (id serial PRIMARY KEY, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL,
  run_type varchar(50) NOT NULL, state varchar(50), logical_date timestamptz, run_after timestamptz NOT NULL, updated_at timestamptz,
  CONSTRAINT dag_run_dag_id_run_id_key UNIQUE (dag_id, run_id),
  CONSTRAINT dag_run_dag_id_logical_date_key UNIQUE (dag_id, logical_date));
CREATE TABLE trigger (id serial PRIMARY KEY, classpath varchar(1000) NOT NULL, kwargs text NOT NULL,
  created_date timestamptz NOT NULL, triggerer_id integer);

CREATE TABLE task_instance (
  id uuid CONSTRAINT task_instance_pkey PRIMARY KEY,          -- UUIDv7, app generated
  task_id varchar(250) NOT NULL, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL,
  map_index integer NOT NULL DEFAULT -1,
  start_date timestamptz, end_date timestamptz, duration double precision, state varchar(20),
  try_number integer, max_tries integer DEFAULT -1,           -- NOT NULL from 3.2 (0108, rev 888b59e02a5b)
  hostname varchar(1000), unixname varchar(1000),
  pool varchar(256) NOT NULL, pool_slots integer NOT NULL, queue varchar(256), priority_weight integer,
  operator varchar(1000), custom_operator_name varchar(1000),
  queued_dttm timestamptz, scheduled_dttm timestamptz, queued_by_job_id integer,
  last_heartbeat_at timestamptz, pid integer, executor varchar(1000), executor_config bytea,
  updated_at timestamptz, rendered_map_index varchar(250), context_carrier jsonb,
  span_status varchar(250) NOT NULL DEFAULT 'not_started',
  external_executor_id text,                                  -- as after Airflow's migration 0102
  trigger_id integer, trigger_timeout timestamptz, next_method varchar(1000), next_kwargs jsonb,
  task_display_name varchar(2000), dag_version_id uuid,
  CONSTRAINT task_instance_composite_key UNIQUE (dag_id, task_id, run_id, map_index),
  CONSTRAINT task_instance_dag_run_fkey FOREIGN KEY (dag_id, run_id) REFERENCES dag_run (dag_id, run_id) ON DELETE CASCADE,
  CONSTRAINT task_instance_dag_version_id_fkey FOREIGN KEY (dag_version_id) REFERENCES dag_version (id) ON DELETE RESTRICT,
  CONSTRAINT task_instance_trigger_id_fkey FOREIGN KEY (trigger_id) REFERENCES trigger (id) ON DELETE CASCADE
);

CREATE TABLE task_instance_history (
  task_instance_id uuid CONSTRAINT task_instance_history_pkey PRIMARY KEY,
  task_id varchar(250) NOT NULL, dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL,
  map_index integer NOT NULL DEFAULT -1, try_number integer NOT NULL,
  start_date timestamptz, end_date timestamptz, duration double precision, state varchar(20),
  max_tries integer DEFAULT -1, hostname varchar(1000), unixname varchar(1000),
  pool varchar(256) NOT NULL, pool_slots integer NOT NULL, queue varchar(256), priority_weight integer,
  operator varchar(1000), custom_operator_name varchar(1000),
  queued_dttm timestamptz, scheduled_dttm timestamptz, queued_by_job_id integer, pid integer,
  executor varchar(1000), executor_config bytea, updated_at timestamptz, rendered_map_index varchar(250),
  context_carrier jsonb, span_status varchar(250) NOT NULL DEFAULT 'not_started',
  external_executor_id text,                                  -- as after Airflow's migration 0102
  trigger_id integer, trigger_timeout timestamp, next_method varchar(1000), next_kwargs jsonb, -- timestamp WITHOUT tz here
  task_display_name varchar(2000), dag_version_id uuid,       -- no FK here
  CONSTRAINT task_instance_history_dtrt_uq UNIQUE (dag_id, task_id, run_id, map_index, try_number),
  CONSTRAINT task_instance_history_ti_fkey FOREIGN KEY (dag_id, task_id, run_id, map_index)
    REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE task_instance_note (ti_id uuid CONSTRAINT task_instance_note_pkey PRIMARY KEY, user_id varchar(128),
  content varchar(1000), created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  CONSTRAINT task_instance_note_ti_fkey FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE task_reschedule (id serial CONSTRAINT task_reschedule_pkey PRIMARY KEY, ti_id uuid NOT NULL,
  start_date timestamptz NOT NULL, end_date timestamptz NOT NULL, duration integer NOT NULL, reschedule_date timestamptz NOT NULL,
  CONSTRAINT task_reschedule_ti_fkey FOREIGN KEY (ti_id) REFERENCES task_instance (id) ON DELETE CASCADE);
CREATE TABLE task_map (dag_id varchar(250), task_id varchar(250), run_id varchar(250), map_index integer,
  length integer NOT NULL CONSTRAINT ck_task_map_task_map_length_not_negative CHECK (length >= 0), keys jsonb,
  CONSTRAINT task_map_pkey PRIMARY KEY (dag_id, task_id, run_id, map_index),
  CONSTRAINT task_map_task_instance_fkey FOREIGN KEY (dag_id, task_id, run_id, map_index)
    REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE xcom (dag_run_id integer, task_id varchar(250), map_index integer DEFAULT -1, key varchar(512),
  dag_id varchar(250) NOT NULL, run_id varchar(250) NOT NULL, value jsonb, "timestamp" timestamptz NOT NULL,
  CONSTRAINT xcom_pkey PRIMARY KEY (dag_run_id, task_id, map_index, key),
  CONSTRAINT xcom_task_instance_fkey FOREIGN KEY (dag_id, task_id, run_id, map_index)
    REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON DELETE CASCADE);
CREATE TABLE rendered_task_instance_fields (dag_id varchar(250), task_id varchar(250), run_id varchar(250), map_index integer DEFAULT -1,
  rendered_fields json NOT NULL, k8s_pod_yaml json,
  CONSTRAINT rendered_task_instance_fields_pkey PRIMARY KEY (dag_id, task_id, run_id, map_index),
  CONSTRAINT rtif_ti_fkey FOREIGN KEY (dag_id, task_id, run_id, map_index)
    REFERENCES task_instance (dag_id, task_id, run_id, map_index) ON DELETE CASCADE);
