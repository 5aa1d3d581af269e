package io.zdm.cli.render;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.postgres.Target;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan with what is said above it.
 *
 * @param number the change's, or the one it would get; for a script one of {@link ScriptNumber}
 * @param server for people, without a password: {@code localhost:5432/app}
 */
public record PlanView(MigrationPlan plan, long number, String server) {

    public static PlanView on(Target target, MigrationPlan plan, long number) {
        return new PlanView(plan, number, target.host() + ":" + target.port() + "/" + target.database());
    }

    /** Qualified and quoted; as the user wrote it where there is no such table. */
    String table() {
        return plan.table().schema().isEmpty()
                ? plan.table().name()
                : plan.table().sql();
    }

    List<PlannedColumn> columns() {
        return plan.columns();
    }

    /** {@code a: text → bigint, b: …}. */
    String columnChanges() {
        return columns().stream().map(Words::columnChange).collect(Collectors.joining(", "));
    }
}
