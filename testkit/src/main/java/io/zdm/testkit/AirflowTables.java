package io.zdm.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Airflow's task tables in the schema {@code airflow}, as of 3.1, and rows for them.
 *
 * <p>The rows are the same on every run: keys are UUIDs of version 7 in ascending order, every hundred task instances
 * belong to one dag run, every twentieth dag run to the same dag.
 */
public final class AirflowTables {

    /** The type of {@code external_executor_id}, the column that Airflow's migration 0102 changes. */
    public enum ExecutorId {
        /** Before the upgrade. */
        VARCHAR_250,
        /** After it, which is before the downgrade. */
        TEXT
    }

    // 1 January 2025 in milliseconds, one later for each row; a key's random bits are hashed from its number.
    private static final String UUID7 = """
            (lpad(to_hex(1735689600000 + %1$s), 12, '0') || '7' || substr(md5('a' || %1$s), 1, 3)
             || '8' || substr(md5('b' || %1$s), 1, 15))::uuid
            """;

    /** NULL, empty, short, long, multi-byte and, where the type has room for it, longer than 250 characters. */
    private static final String EXECUTOR_ID = """
            CASE WHEN g %% 10 = 0 THEN NULL
                 WHEN g %% 10 = 1 THEN ''
                 WHEN g %% 10 = 2 THEN left(repeat('é世🙂' || g, 80), 1 + (g %% 250)::integer)
                 WHEN g %% 10 = 3 THEN left(repeat(md5(g::text), 20), %s)
                 WHEN g %% 10 = 4 THEN rpad('worker ' || g, 60)
                 ELSE left(repeat(md5(g::text), 8), 8 + (g %% 80)::integer) END
            """;

    private static final String DAG_VERSIONS = """
            INSERT INTO airflow.dag_version (id, version_number, dag_id, created_at, last_updated)
            SELECT %s, 1, 'dag_' || g, now(), now() FROM generate_series(0, 19) g
            """.formatted(UUID7.formatted("g"));

    private static final String DAG_RUNS = """
            INSERT INTO airflow.dag_run (dag_id, run_id, run_type, state, logical_date, run_after, updated_at)
            SELECT 'dag_' || g % 20, 'run_' || g, 'scheduled', 'running',
                   timestamptz '2025-01-01Z' + g * interval '1 minute', timestamptz '2025-01-01Z', now()
            FROM generate_series(0, (? - 1) / 100) g
            """;

    private static final String TASK_INSTANCES = """
            INSERT INTO airflow.task_instance (id, task_id, dag_id, run_id, start_date, state, try_number, max_tries,
              hostname, unixname, pool, pool_slots, queue, priority_weight, operator, updated_at, external_executor_id,
              dag_version_id)
            SELECT %s, 'task_' || g %% 100, 'dag_' || g / 100 %% 20, 'run_' || g / 100,
                   timestamptz '2025-01-01Z' + g * interval '1 second',
                   (ARRAY['success', 'failed', 'running', 'queued'])[1 + g %% 4], 1, 3, 'host-' || g %% 7, 'airflow',
                   'default_pool', 1, 'default', 1, 'PythonOperator', timestamptz '2025-01-02Z', %s,
                   (SELECT id FROM airflow.dag_version WHERE dag_id = 'dag_' || g / 100 %% 20)
            FROM generate_series(0, ? - 1) g
            """;

    // As many of the first task instances, each with its first try.
    private static final String HISTORY = """
            INSERT INTO airflow.task_instance_history (task_instance_id, task_id, dag_id, run_id, try_number, state, pool,
              pool_slots, updated_at, external_executor_id)
            SELECT %s, 'task_' || g %% 100, 'dag_' || g / 100 %% 20, 'run_' || g / 100, 0, 'failed', 'default_pool', 1,
                   timestamptz '2025-01-02Z', %s
            FROM generate_series(0, ? - 1) g
            """;

    private AirflowTables() {}

    /** Creates the schema and its tables, all empty. The session's search path is reset. */
    public static void create(Connection connection, ExecutorId type) throws SQLException {
        String schema = TestDatabase.readResource("io/zdm/testkit/airflow.sql");
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema);
            statement.execute("RESET search_path");
            if (type == ExecutorId.TEXT) {
                statement.execute("ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE text");
                statement.execute("ALTER TABLE airflow.task_instance_history ALTER external_executor_id TYPE text");
            }
        }
    }

    /**
     * Fills the empty tables and analyzes them, as a superuser. One row in ten of a {@code text} column is longer than 250 characters.
     *
     * @param taskInstances rows in {@code task_instance}
     * @param history rows in {@code task_instance_history}, for the first of them, at most as many
     */
    public static void fill(Connection connection, ExecutorId type, long taskInstances, long history)
            throws SQLException {
        if (history > taskInstances) {
            throw new IllegalArgumentException("Each history row needs a task instance of its own");
        }
        String executorId = EXECUTOR_ID.formatted(type == ExecutorId.TEXT ? "251 + (g % 150)::integer" : "250");
        try (Statement statement = connection.createStatement()) {
            // Foreign keys hold by construction, and checking them is half the time.
            statement.execute("SET session_replication_role = replica");
            statement.execute(DAG_VERSIONS);
            insert(connection, DAG_RUNS, taskInstances);
            insert(connection, TASK_INSTANCES.formatted(UUID7.formatted("g"), executorId), taskInstances);
            insert(connection, HISTORY.formatted(UUID7.formatted("(g + 7)"), executorId), history);
            statement.execute("RESET session_replication_role");
            statement.execute("ANALYZE airflow.dag_run, airflow.task_instance, airflow.task_instance_history");
        }
    }

    private static void insert(Connection connection, String sql, long rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, rows);
            statement.executeUpdate();
        }
    }
}
