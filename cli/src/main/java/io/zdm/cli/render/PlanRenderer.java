package io.zdm.cli.render;

import java.util.List;

/** A plan in each of its formats. */
public final class PlanRenderer {

    /** What {@code plan} prints. */
    public String render(PlanFormat format, PlanView view) {
        return switch (format) {
            case TEXT -> new TextPlan(view, true).render();
            case JSON -> new JsonPlan(view).render();
            case MARKDOWN -> new MarkdownPlan(view).render();
            case SQL -> new PsqlScript(view).render();
        };
    }

    /** Several plans as one document: what {@code plan -f} prints. */
    public String render(PlanFormat format, List<PlanPart> parts) {
        return new PlanDocument(parts).render(format);
    }

    /** What {@code run} shows before it begins: text without the SQL. */
    public String brief(PlanView view) {
        return new TextPlan(view, false).render();
    }
}
