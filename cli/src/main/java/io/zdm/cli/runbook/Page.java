package io.zdm.cli.runbook;

import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.VerifyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
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
    ALARM_STUCK_LOCK,
    ALARM_QUEUE_WAITS,
    ALARM_THROTTLED_FOR_LONG,
    ALARM_CRASHED,
    ALARM_VERIFY_DIFFERENCES,
    ALARM_AMBIGUOUS_SWAP,
    ALARM_DISK_LOW,
    ALARM_REPLICA_LAGGING,
    ALARM_CONTRACT_TOO_EARLY,
    EXIT_0,
    EXIT_1,
    EXIT_2,
    EXIT_3,
    EXIT_4,
    EXIT_5,
    EXIT_6;

    /** As people and errors call it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String file() {
        return text() + ".md";
    }

    /** Whether it says the same of every change: it is about an alarm or an exit code. */
    boolean isGeneral() {
        return compareTo(ALARM_STUCK_LOCK) >= 0;
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
            default -> List.of();
        };
    }

    /** The alarms that may be raised by steps of the plan. */
    private static List<Page> alarms(MigrationPlan plan) {
        boolean fills = any(plan, BackfillStep.class::isInstance);
        List<Page> alarms = new ArrayList<>(List.of(ALARM_STUCK_LOCK, ALARM_QUEUE_WAITS, ALARM_CRASHED));
        if (fills) {
            alarms.addAll(List.of(ALARM_THROTTLED_FOR_LONG, ALARM_REPLICA_LAGGING));
        }
        if (fills || any(plan, IndexStep.class::isInstance)) {
            alarms.add(ALARM_DISK_LOW);
        }
        if (any(plan, VerifyStep.class::isInstance)) {
            alarms.add(ALARM_VERIFY_DIFFERENCES);
        }
        if (any(plan, step -> step.phase() == Phase.SWAP)) {
            alarms.add(ALARM_AMBIGUOUS_SWAP);
        }
        if (plan.hasContract()) {
            alarms.add(ALARM_CONTRACT_TOO_EARLY);
        }
        return alarms.stream().sorted().toList();
    }

    private static boolean any(MigrationPlan plan, Predicate<PlannedStep> is) {
        return plan.forward().stream().anyMatch(is);
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
        pages.addAll(alarms(plan));
        Stream.of(values()).filter(Page::isExitCode).forEach(pages::add);
        return pages;
    }
}
