package io.zdm.cli.output;

import io.zdm.cli.runbook.ErrorPages;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.PartitionReader.Partition;
import io.zdm.engine.postgres.StatusReader.Failure;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.engine.postgres.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes as the JSON that scripts rely on: every key always present, absent values null, times in UTC. */
public final class StatusJson {

    private final Target target;

    public StatusJson(Target target) {
        this.target = target;
    }

    /** A refused change: it has no id and no state. */
    public Map<String, @Nullable Object> refused(
            String change, @Nullable String name, @Nullable String schema, String table, Outcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", outcome.id());
        json.put("change", change);
        json.put("name", name == null ? change + "-" + table : name);
        json.put("schema", schema);
        json.put("table", table);
        json.put("tables", List.of(schema == null ? table : schema + "." + table));
        json.put("state", null);
        json.put("direction", null);
        json.put("phase", null);
        json.put("until", null);
        json.put("createdAt", null);
        json.put("updatedAt", null);
        json.put("swappedAt", null);
        json.put("server", server());
        json.put("backfill", backfill(null));
        json.put("throttle", throttle(null));
        json.put("owner", null);
        json.put("swap", swap(null));
        json.put("partitions", null);
        json.put(
                "problems", outcome.problems().stream().map(StatusJson::problem).toList());
        json.put("error", outcome.error() == null ? null : error(outcome.error()));
        return json;
    }

    /** @param error of this very command, where it had one; else that of the last run */
    public Map<String, @Nullable Object> change(Status status, @Nullable EngineException error) {
        return change(status, null, error);
    }

    /** @param partitions null where nobody asked for them */
    public Map<String, @Nullable Object> change(
            Status status, @Nullable List<Partition> partitions, @Nullable EngineException error) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", status.id());
        json.put("change", status.change());
        json.put("name", status.name());
        json.put("schema", status.schema());
        json.put("table", status.table());
        json.put("tables", status.tables());
        json.put("state", status.state());
        json.put("direction", status.direction());
        json.put("phase", status.phase());
        json.put("until", status.until());
        json.put("createdAt", time(status.createdAt()));
        json.put("updatedAt", time(status.updatedAt()));
        json.put("swappedAt", time(status.swappedAt()));
        json.put("server", server());
        json.put("backfill", backfill(status));
        json.put("throttle", throttle(waiting(status)));
        json.put("owner", owner(status));
        json.put("swap", swap(status));
        json.put(
                "partitions",
                partitions == null
                        ? null
                        : partitions.stream().map(StatusJson::partition).toList());
        json.put("problems", List.of());
        json.put("error", error(status, error));
        return json;
    }

    private Map<String, @Nullable Object> server() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", target.host());
        json.put("port", target.port());
        json.put("database", target.database());
        json.put("sandbox", target.sandbox());
        return json;
    }

    private static Map<String, @Nullable Object> backfill(@Nullable Status status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rowsDone", status == null ? null : status.rowsDone());
        json.put("rowsTotal", status == null ? null : status.rowsTotal());
        json.put("chunks", status == null ? null : status.chunks());
        Double rate = status == null ? null : Rates.rowsPerSecond(status);
        json.put("rowsPerSecond", rate == null ? null : Math.round(rate));
        json.put("etaSeconds", status == null ? null : Rates.etaSeconds(status));
        return json;
    }

    private static @Nullable String waiting(Status status) {
        String blocked = status.now().blocked();
        return status.throttle() != null || blocked == null ? status.throttle() : "in the way: " + blocked;
    }

    private static Map<String, Object> partition(Partition partition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", partition.name());
        json.put("state", partition.state());
        json.put("rowsDone", partition.rowsDone());
        json.put("rowsTotal", partition.rowsTotal());
        json.put("chunks", partition.chunks());
        return json;
    }

    private static Map<String, @Nullable Object> throttle(@Nullable String reason) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("waiting", reason != null);
        json.put("reason", reason);
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> owner(Status status) {
        if (status.owner() == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("host", status.owner().host());
        json.put("pid", status.owner().pid());
        json.put("heartbeatAt", time(status.owner().heartbeatAt()));
        return json;
    }

    private static Map<String, @Nullable Object> swap(@Nullable Status status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("lockHeldMillis", status == null ? null : status.swapLockMillis());
        json.put("attempts", status == null ? null : status.swapAttempts());
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> error(Status status, @Nullable EngineException error) {
        if (error != null) {
            return error(error);
        }
        Failure last = status.error();
        return last == null ? null : error(last.code(), last.message(), last.databaseChanged(), last.next());
    }

    private static Map<String, @Nullable Object> error(EngineException error) {
        return error(error.code().text(), String.valueOf(error.getMessage()), error.databaseChanged(), error.next());
    }

    private static Map<String, @Nullable Object> error(
            String code, String message, boolean databaseChanged, String next) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("message", message);
        json.put("databaseChanged", databaseChanged);
        json.put("next", ErrorPages.pointing(next, code));
        return json;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", problem.code().text());
        json.put("object", problem.object());
        json.put("message", problem.message());
        json.put("fix", problem.fix());
        return json;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
