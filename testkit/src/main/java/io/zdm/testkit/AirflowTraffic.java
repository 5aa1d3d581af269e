package io.zdm.testkit;

import io.zdm.testkit.AirflowTables.ExecutorId;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Airflow's tables as {@link JournalledTraffic} needs them, filled by {@link AirflowTables#fill} with at least one task
 * instance. Traffic on both at once is possible: neither touches a row that the other counts on.
 */
public final class AirflowTraffic {

    // A task instance with history is left alone, and so is the one that new history belongs to: deleting it cascades.
    private static final String WITHOUT_HISTORY = """
            (task_id, run_id) <> ('task_0', 'run_0') AND NOT EXISTS (
              SELECT FROM airflow.task_instance_history h
              WHERE (h.dag_id, h.task_id, h.run_id, h.map_index)
                = (task_instance.dag_id, task_instance.task_id, task_instance.run_id, task_instance.map_index))
            """;

    private static final String INSERT_TASK_INSTANCE = """
            INSERT INTO airflow.task_instance (id, task_id, dag_id, run_id, map_index, state, try_number, pool, pool_slots,
              updated_at, external_executor_id)
            VALUES (:key, CAST(:key AS text), 'dag_0', 'run_0', -1, 'queued', 1, 'default_pool', 1, now(), :value)
            """;

    // The last 32 bits of a key count up: the number of the try.
    private static final String INSERT_HISTORY = """
            INSERT INTO airflow.task_instance_history (task_instance_id, task_id, dag_id, run_id, map_index, try_number,
              state, pool, pool_slots, updated_at, external_executor_id)
            VALUES (:key, 'task_0', 'dag_0', 'run_0', -1, CAST(CAST('x' || right(CAST(:key AS text), 8) AS bit(32)) AS integer),
              'failed', 'default_pool', 1, now(), :value)
            """;

    private AirflowTraffic() {}

    /**
     * Traffic on {@code task_instance}.
     *
     * @param longest the type that every value fits; {@code TEXT} makes some longer than 250 characters
     */
    public static TrackedTable taskInstances(ExecutorId longest) {
        return new TrackedTable(
                "airflow.task_instance",
                "id",
                Keys.uuid7(),
                "external_executor_id",
                values(longest),
                "state = CASE state WHEN 'running' THEN 'success' ELSE 'running' END, updated_at = now()",
                INSERT_TASK_INSTANCE,
                WITHOUT_HISTORY);
    }

    /** Traffic on {@code task_instance_history}; see {@link #taskInstances}. */
    public static TrackedTable history(ExecutorId longest) {
        return new TrackedTable(
                "airflow.task_instance_history",
                "task_instance_id",
                Keys.uuid7(),
                "external_executor_id",
                values(longest),
                "state = CASE state WHEN 'failed' THEN 'success' ELSE 'failed' END, updated_at = now()",
                INSERT_HISTORY);
    }

    private static Function<Random, @Nullable String> values(ExecutorId longest) {
        return random -> switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> "";
            // Characters of 2, 3 and 4 bytes: 250 characters are up to 750 bytes here.
            case 2 -> "é世🙂".repeat(1 + random.nextInt(83));
            case 3 -> "x".repeat(longest == ExecutorId.TEXT ? 251 + random.nextInt(150) : 250);
            case 4 -> "worker %d  ".formatted(random.nextInt());
            default -> Long.toHexString(random.nextLong());
        };
    }
}
