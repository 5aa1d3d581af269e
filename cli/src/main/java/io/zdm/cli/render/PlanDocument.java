package io.zdm.cli.render;

import io.zdm.cli.render.ScriptLine.Comment;
import io.zdm.cli.render.ScriptLine.Say;
import io.zdm.cli.render.ScriptLine.WhereSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Several plans as one document, in the order in which they would be run. */
final class PlanDocument {

    private final List<PlanPart> parts;

    PlanDocument(List<PlanPart> parts) {
        this.parts = parts;
    }

    String render(PlanFormat format) {
        return switch (format) {
            case TEXT -> joined(part -> new TextPlan(part.view(), true).render(), "== %d of %d: %s ==%n%n", "%n%s%n");
            case MARKDOWN ->
                joined(part -> new MarkdownPlan(part.view()).render(), "<!-- %d of %d: %s -->%n", "%n> %s%n");
            case JSON -> json();
            case SQL -> sql();
        };
    }

    private String joined(Function<PlanPart, String> plan, String heading, String early) {
        List<String> texts = new ArrayList<>();
        for (PlanPart part : parts) {
            texts.add(heading.formatted(texts.size() + 1, parts.size(), part.place())
                    + plan.apply(part)
                    + (part.after() == null ? "" : early.formatted(part.early())));
        }
        return String.join("\n", texts);
    }

    private String json() {
        List<Map<String, Object>> plans = parts.stream()
                .map(part -> {
                    Map<String, Object> plan = new JsonPlan(part.view()).object();
                    plan.put("place", part.place());
                    plan.put("name", part.name());
                    plan.put("after", part.after());
                    return plan;
                })
                .toList();
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(plans)
                + "\n";
    }

    private String sql() {
        StringBuilder header = new StringBuilder();
        for (PlanPart part : parts) {
            String place = (part.place() + " " + part.early()).strip();
            header.append(PsqlPrinter.print(List.of(new Comment(place))))
                    .append(new PsqlScript(part.view()).comments())
                    .append("--\n");
        }
        return header + PsqlScript.PREAMBLE + PsqlPrinter.print(lines());
    }

    /** One script. It goes back in the opposite order. */
    List<ScriptLine> lines() {
        List<ScriptLine> forward = new ArrayList<>();
        List<ScriptLine> back = new ArrayList<>();
        for (PlanPart part : parts) {
            List<ScriptLine> own = new ArrayList<>();
            own.add(new Say(part.view().plan().kind() + " on " + part.view().table()));
            own.addAll(new PsqlScript(part.view()).lines());
            forward.addAll(own);
            back.addAll(0, own);
        }
        return List.of(new WhereSet(PsqlScript.ROLLBACK, back, forward));
    }
}
