package io.zdm.cli.runbook;

import io.zdm.engine.plan.MigrationPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook is about: a plan, and where its change stands if there is one.
 *
 * @param id null before anything was done
 * @param state null likewise
 * @param phase null likewise, and before the first step
 * @param history a line for each thing that happened, oldest first
 */
public record RunbookInput(
        MigrationPlan plan,
        @Nullable Long id,
        @Nullable String state,
        @Nullable String phase,
        List<String> history) {

    public RunbookInput {
        history = List.copyOf(history);
    }

    /** Before anything is done. */
    public static RunbookInput of(MigrationPlan plan) {
        return new RunbookInput(plan, null, null, null, List.of());
    }
}
