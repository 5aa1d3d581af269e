package io.zdm.cli.render;

import static io.zdm.cli.render.Markdown.cell;
import static io.zdm.cli.render.Markdown.code;
import static io.zdm.cli.render.Markdown.row;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.PlannedStep;
import java.util.List;

/** Parts of a plan in Markdown, for plans and runbooks. */
public final class PlanSections {

    private PlanSections() {}

    /** Each problem with its remedy; empty where there is none. */
    public static String problems(MigrationPlan plan) {
        if (plan.problems().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Problems\n\n");
        text.append(row("code", "object", "why", "what to do")).append("|---|---|---|---|\n");
        plan.problems()
                .forEach(p ->
                        text.append(row(code(p.code().text()), code(p.object()), cell(p.message()), cell(p.fix()))));
        return text.toString();
    }

    /** The steps as a table. */
    public static String overview(MigrationPlan plan) {
        if (plan.forward().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Overview\n\n");
        text.append(row("phase", "step", "lock", "whom it blocks", "how long")).append("|---|---|---|---|---|\n");
        for (PlannedStep step : plan.forward()) {
            text.append(row(
                    step.phase().text(),
                    cell(step.title()),
                    Words.lock(step),
                    Words.blocks(step),
                    Words.duration(step, plan.estimate())));
        }
        return text.toString();
    }

    public static String warnings(MigrationPlan plan) {
        if (plan.warnings().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Know before you begin\n\n");
        plan.warnings().forEach(w -> text.append("- ").append(cell(w)).append('\n'));
        return text.toString();
    }

    /** Each step with its lock and SQL under a heading of its own. */
    public static String steps(List<PlannedStep> steps, String level) {
        StringBuilder text = new StringBuilder();
        for (PlannedStep step : steps) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(level).append(' ').append(cell(step.title())).append("\n\n");
            text.append("Step ")
                    .append(code(step.id()))
                    .append(". ")
                    .append(Words.lock(step))
                    .append(": ");
            text.append(Words.blocks(step))
                    .append(".\n\n")
                    .append(Markdown.sql(step.script()))
                    .append('\n');
        }
        return text.toString();
    }
}
