package io.zdm.cli.render;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Problem;
import java.util.List;

/** A plan for a terminal. */
final class TextPlan {

    private static final String INDENT = "      ";

    private final PlanView view;
    private final MigrationPlan plan;
    private final boolean withSql;
    private final StringBuilder out = new StringBuilder();

    TextPlan(PlanView view, boolean withSql) {
        this.view = view;
        this.plan = view.plan();
        this.withSql = withSql;
    }

    String render() {
        line(plan.kind() + " on " + view.table() + " (" + view.server() + ")");
        if (plan.refused()) {
            problems();
            return out.toString();
        }
        plan.columns().forEach(c -> line("  " + Words.columnChange(c)));
        line("  " + Words.path(plan.path()));
        if (plan.path() != MigrationPlan.Path.IN_PLACE) {
            line("  " + Units.count(plan.estimate().rows()) + " rows, "
                    + Units.bytes(plan.estimate().tableBytes()) + "; estimate: " + Words.estimate(plan));
        }
        steps("", plan.forward());
        if (withSql) {
            steps(
                    plan.path() == MigrationPlan.Path.ONLINE
                            ? "going back before the end: "
                            : "going back before the swap: ",
                    plan.undo());
            steps("going back after the swap: ", plan.back());
        }
        warnings();
        return out.toString();
    }

    private void problems() {
        line("");
        line("Refused; nothing was touched. " + Counted.of(plan.problems().size(), "problem") + ":");
        for (Problem problem : plan.problems()) {
            line("");
            line("  " + problem.code().text() + "  " + problem.object());
            line(INDENT + problem.message());
            line(INDENT + problem.fix());
        }
    }

    private void steps(String heading, List<PlannedStep> steps) {
        Phase phase = null;
        for (PlannedStep step : steps) {
            if (step.phase() != phase) {
                phase = step.phase();
                line("");
                line(heading + phase.text());
            }
            line("  " + step.id() + "  " + step.title());
            line(INDENT + Words.lock(step) + ": " + Words.blocks(step) + ". Takes "
                    + Words.duration(step, plan.estimate()) + ".");
            if (withSql) {
                step.script()
                        .forEach(sql -> line((sql + ";").indent(INDENT.length()).stripTrailing()));
            }
        }
    }

    private void warnings() {
        if (!plan.warnings().isEmpty()) {
            line("");
            line("Know before you begin:");
            plan.warnings().forEach(w -> line("  - " + w));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
