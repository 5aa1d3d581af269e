package io.zdm.cli.render;

import static io.zdm.cli.render.Markdown.cell;
import static io.zdm.cli.render.Markdown.code;
import static io.zdm.cli.render.Markdown.row;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.PlannedStep;
import java.util.List;

/** A plan for a review page. */
final class MarkdownPlan {

    private final PlanView view;
    private final MigrationPlan plan;
    private final StringBuilder out = new StringBuilder();

    MarkdownPlan(PlanView view) {
        this.view = view;
        this.plan = view.plan();
    }

    String render() {
        out.append("# Plan: ").append(plan.kind()).append(" on ").append(code(view.table()));
        out.append("\n\n").append(row("", "")).append("|---|---|\n");
        out.append(row("server", cell(view.server())));
        plan.columns()
                .forEach(c ->
                        out.append(row("column " + code(c.name()), code(c.fromType()) + " → " + code(c.toType()))));
        out.append(row("result", plan.refused() ? "**refused**, nothing was touched" : cell(Words.path(plan.path()))));
        if (!plan.refused()) {
            out.append(row(
                    "size",
                    Units.count(plan.estimate().rows()) + " rows, "
                            + Units.bytes(plan.estimate().tableBytes())));
            out.append(row("estimate", Words.estimate(plan)));
        }
        out.append(PlanSections.problems(plan));
        if (!plan.refused()) {
            out.append(PlanSections.overview(plan));
            steps("Steps", plan.forward());
            steps(
                    plan.path() == MigrationPlan.Path.ONLINE
                            ? "Going back before the end"
                            : "Going back before the swap",
                    plan.undo());
            steps("Going back after the swap", plan.back());
            out.append(PlanSections.warnings(plan));
        }
        return out.toString();
    }

    private void steps(String heading, List<PlannedStep> steps) {
        if (!steps.isEmpty()) {
            out.append("\n## ").append(heading).append("\n\n").append(PlanSections.steps(steps, "###"));
        }
    }
}
