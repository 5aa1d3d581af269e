package io.zdm.cli.command;

import io.zdm.cli.render.Counted;
import io.zdm.cli.render.Units;
import io.zdm.engine.plan.MigrationPlan;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Before something long begins, a person who watches is told what, how long and when it may be interrupted, and may say no. */
final class LongApply {

    private static final long LONG_SECONDS = 60;
    private static final int SECONDS_TO_SAY_NO = 10;

    private final Console console;
    private final int parallel;
    private final boolean yes;

    LongApply(Console console, int parallel, boolean yes) {
        this.console = console;
        this.parallel = parallel;
        this.yes = yes;
    }

    boolean agreed(List<MigrationPlan> plans) {
        long seconds = plans.stream().mapToLong(p -> p.estimate().seconds()).sum();
        long longest =
                plans.stream().mapToLong(p -> p.estimate().seconds()).max().orElse(0);
        long estimate = Math.max(longest, seconds / parallel);
        if (yes || !console.terminal() || estimate <= LONG_SECONDS) {
            return !console.stop().isRequested();
        }
        MigrationPlan largest = plans.stream()
                .max(Comparator.comparingLong(p -> p.estimate().seconds()))
                .orElseThrow();
        console.err()
                .printf(
                        "%n%s of %s: %s for the backfills, of which %s for %s.%n",
                        Counted.of(plans.size(), "change"),
                        Counted.of(
                                (int) plans.stream()
                                        .map(p -> p.table().oid())
                                        .distinct()
                                        .count(),
                                "table"),
                        Units.duration(estimate),
                        Units.duration(largest.estimate().seconds()),
                        largest.table().sql());
        console.err()
                .println("It may be interrupted at any time: Ctrl-C costs a chunk at most, or an index that is being"
                        + " built; what is committed stays, and the same command goes on.");
        console.err()
                .printf(
                        "Begins in %d seconds; Ctrl-C now, and nothing is touched. --yes does not ask.%n",
                        SECONDS_TO_SAY_NO);
        return !console.stop().awaitQuietly(SECONDS_TO_SAY_NO, TimeUnit.SECONDS);
    }
}
