package io.zdm.cli.command;

import io.zdm.cli.render.PlanView;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.batch.ZdmSchema;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.ChangeKinds;
import java.util.Set;

/** Plans over one plain connection, for commands that only show. */
final class PlainPlanner {

    private final PlainSession session;
    private final Planner planner;
    private final long number;

    PlainPlanner(PlainSession session, Reporter reporter) {
        this.session = session;
        this.planner = new Planner(session.database(), reporter);
        this.number = ZdmSchema.exists(session.database()) ? new ChangeStore(session.database()).nextId() : 1;
    }

    MigrationPlan plan(SchemaChange change) {
        ChangePlanner kind = ChangeKinds.all().stream()
                .filter(k -> k.name().equals(change.kind()))
                .findFirst()
                .orElseThrow();
        return planner.plan(change, kind, number, Set.of());
    }

    PlanView view(MigrationPlan plan) {
        Target target = session.target();
        return new PlanView(plan, number, target.host() + ":" + target.port() + "/" + target.database());
    }
}
