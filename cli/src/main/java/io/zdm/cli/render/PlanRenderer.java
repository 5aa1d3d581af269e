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

    /** A change with its parts, in the order in which they are swapped: its own plan is the last. */
    public String renderWhole(PlanFormat format, List<PlanView> views) {
        PlanView own = views.get(views.size() - 1);
        if (views.size() == 1) {
            return render(format, own);
        }
        return format == PlanFormat.JSON
                ? new JsonPlan(own).render(views.subList(0, views.size() - 1))
                : render(
                        format,
                        views.stream()
                                .map(v -> new PlanPart(v, v.table(), null, null))
                                .toList());
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
