package io.zdm.cli.runbook;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.StatusReader.PhaseTime;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook is about: a plan, and where its change stands if there is one.
 *
 * @param status null before anything was done
 * @param phases what each took, in the order in which they were begun
 * @param history a line for each thing that happened, oldest first
 */
public record RunbookInput(MigrationPlan plan, @Nullable Status status, List<PhaseTime> phases, List<String> history) {

    public RunbookInput {
        phases = List.copyOf(phases);
        history = List.copyOf(history);
    }

    /** Before anything is done. */
    public static RunbookInput of(MigrationPlan plan) {
        return new RunbookInput(plan, null, List.of(), List.of());
    }

    @Nullable
    Long id() {
        return status == null ? null : status.id();
    }

    @Nullable
    String state() {
        return status == null ? null : status.state();
    }

    /** Null also before the first step. */
    @Nullable
    String phase() {
        return status == null ? null : status.phase();
    }
}
