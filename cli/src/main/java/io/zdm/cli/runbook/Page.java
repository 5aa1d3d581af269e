package io.zdm.cli.runbook;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The pages of {@code runbook/}, in the order in which they stand in a runbook. */
enum Page {
    PLAN,
    METADATA_ONLY,
    ONLINE,
    EXPAND,
    BACKFILL,
    DEPENDENTS,
    VERIFY,
    SWAP,
    CONTRACT,
    ROLLBACK,
    EXIT_0,
    EXIT_1,
    EXIT_2,
    EXIT_3,
    EXIT_4,
    EXIT_5,
    EXIT_6;

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
    }

    boolean isExitCode() {
        return compareTo(EXIT_0) >= 0;
    }

    /** The steps whose SQL belongs on the page. */
    List<PlannedStep> steps(MigrationPlan plan) {
        return switch (this) {
            case METADATA_ONLY -> plan.forward();
            case ONLINE ->
                Stream.concat(plan.forward().stream(), plan.undo().stream()).toList();
            case EXPAND -> of(plan, Phase.EXPAND);
            case BACKFILL -> of(plan, Phase.BACKFILL);
            case DEPENDENTS -> of(plan, Phase.DEPENDENTS);
            case VERIFY -> of(plan, Phase.VERIFY);
            case SWAP -> of(plan, Phase.SWAP);
            case CONTRACT -> of(plan, Phase.CONTRACT);
            case ROLLBACK ->
                Stream.concat(plan.undo().stream(), plan.back().stream()).toList();
            case PLAN, EXIT_0, EXIT_1, EXIT_2, EXIT_3, EXIT_4, EXIT_5, EXIT_6 -> List.of();
        };
    }

    private static List<PlannedStep> of(MigrationPlan plan, Phase phase) {
        return plan.forward().stream().filter(s -> s.phase() == phase).toList();
    }

    /** Those of the phases in which the plan has steps. */
    private static List<Page> phases(MigrationPlan plan) {
        return Stream.of(EXPAND, BACKFILL, DEPENDENTS, VERIFY, SWAP, CONTRACT, ROLLBACK)
                .filter(p -> !p.steps(plan).isEmpty())
                .toList();
    }

    /** Those that matter for this change. */
    static List<Page> of(RunbookInput input) {
        MigrationPlan plan = input.plan();
        if (plan.refused()) {
            return List.of(PLAN, EXIT_2, EXIT_3);
        }
        List<Page> pages = new ArrayList<>();
        if (input.id() == null) {
            pages.add(PLAN);
        }
        switch (plan.path()) {
            case IN_PLACE -> {
                pages.addAll(List.of(EXIT_0, EXIT_2));
                return pages;
            }
            case METADATA_ONLY -> pages.add(METADATA_ONLY);
            case ONLINE -> {
                pages.add(ONLINE);
                if (!BACKFILL.steps(plan).isEmpty()) {
                    pages.add(BACKFILL);
                }
            }
            case REVERSIBLE -> pages.addAll(phases(plan));
            case SHADOW_COLUMN -> pages.addAll(List.of(EXPAND, BACKFILL, DEPENDENTS, VERIFY, SWAP, CONTRACT, ROLLBACK));
        }
        Stream.of(values()).filter(Page::isExitCode).forEach(pages::add);
        return pages;
    }
}
