package io.zdm.cli.render;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A plan for programs: one object. */
final class JsonPlan {

    private final PlanView view;

    JsonPlan(PlanView view) {
        this.view = view;
    }

    /** With the plans of its parts. */
    String render(List<PlanView> parts) {
        Map<String, Object> whole = object();
        if (view.plan().path() == Path.IN_PLACE) {
            // The whole is not, as long as one of its parts is not.
            whole.put("path", path(parts.get(0).plan().path()));
        }
        whole.put("parts", parts.stream().map(v -> new JsonPlan(v).object()).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(whole)
                + "\n";
    }

    String render() {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(object()) + "\n";
    }

    Map<String, Object> object() {
        MigrationPlan plan = view.plan();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("change", plan.kind());
        json.put(
                "table",
                ordered("schema", plan.table().schema(), "name", plan.table().name()));
        json.put(
                "columns",
                plan.columns().stream()
                        .map(c -> ordered("name", c.name(), "from", c.fromType(), "to", c.toType()))
                        .toList());
        json.put("path", path(plan.path()));
        json.put("refused", plan.refused());
        json.put("estimate", estimate(plan.estimate()));
        json.put("steps", steps(plan.forward(), plan.estimate()));
        json.put(
                "rollback",
                ordered(
                        "beforeSwap",
                        steps(plan.undo(), plan.estimate()),
                        "afterSwap",
                        steps(plan.back(), plan.estimate())));
        json.put("warnings", plan.warnings());
        json.put("problems", plan.problems().stream().map(JsonPlan::problem).toList());
        return json;
    }

    private static String path(Path path) {
        return path.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> estimate(Estimate estimate) {
        return ordered(
                "rows", estimate.rows(),
                "tableBytes", estimate.tableBytes(),
                "walBytes", estimate.walBytes(),
                "diskBytes", estimate.diskBytes(),
                "seconds", estimate.seconds());
    }

    private static List<Map<String, Object>> steps(List<PlannedStep> steps, Estimate estimate) {
        return steps.stream()
                .map(s -> ordered(
                        "id", s.id(),
                        "phase", s.phase().text(),
                        "title", s.title(),
                        "lock", Words.lock(s),
                        "blocks", Words.blocks(s),
                        "duration", Words.duration(s, estimate),
                        "sql", s.script()))
                .toList();
    }

    private static Map<String, Object> problem(Problem problem) {
        return ordered(
                "code", problem.code().text(),
                "object", problem.object(),
                "message", problem.message(),
                "fix", problem.fix());
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
