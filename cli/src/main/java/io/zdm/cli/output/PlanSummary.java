package io.zdm.cli.output;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import java.util.stream.Collectors;

/** A plan in short, before it runs. */
public final class PlanSummary {

    private PlanSummary() {}

    public static String of(MigrationPlan plan) {
        String columns = plan.columns().stream().map(PlanSummary::column).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder("%s: %s%n".formatted(plan.table().sql(), columns));
        switch (plan.path()) {
            case IN_PLACE -> text.append("  The target is in place; nothing to do.\n");
            case METADATA_ONLY -> text.append("  PostgreSQL rewrites nothing: one ALTER under a lock timeout.\n");
            case SHADOW_COLUMN ->
                text.append("  about %,d rows, %,d MB; through a shadow column in %d steps:%n"
                        .formatted(
                                plan.estimate().rows(),
                                plan.estimate().tableBytes() >> 20,
                                plan.forward().size()));
        }
        plan.forward()
                .forEach(s -> text.append("  %-11s %s%n".formatted(s.phase().text(), s.title())));
        return text.toString();
    }

    private static String column(PlannedColumn column) {
        return column.name() + " " + column.fromType() + " → " + column.toType();
    }
}
