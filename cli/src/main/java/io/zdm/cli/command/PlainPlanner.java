package io.zdm.cli.command;

import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanView;
import io.zdm.cli.render.ScriptNumber;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.batch.ZdmSchema;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.TableFinder;
import io.zdm.jobs.ChangeKinds;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans over one plain connection, for commands that only show. */
final class PlainPlanner {

    private final PlainSession session;
    private final Planner planner;

    PlainPlanner(PlainSession session, Reporter reporter) {
        this.session = session;
        this.planner = new Planner(session.database(), reporter);
    }

    /** With the number that the change would get. */
    MigrationPlan plan(SchemaChange change) {
        return planner.plan(change, kind(change), nextNumber(), openShadows(change));
    }

    /** For a script that is run by hand, a number that the engine will never give out. */
    PlanView view(SchemaChange change, PlanFormat format) {
        long number = format == PlanFormat.SQL ? ScriptNumber.of(change, kind(change)) : nextNumber();
        MigrationPlan plan = planner.plan(change, kind(change), number, openShadows(change));
        return PlanView.on(session.target(), plan, number);
    }

    /** Columns that an open change has made are no leftovers. */
    private Set<String> openShadows(SchemaChange change) {
        TableRef table =
                new TableFinder(session.database()).find(change.table()).table();
        if (table == null || !ZdmSchema.exists(session.database())) {
            return Set.of();
        }
        return new ChangeStore(session.database())
                .ofTable(table.oid()).stream()
                        .filter(record -> !record.isEnded())
                        .flatMap(record -> Planner.guises(record.plan()).stream())
                        .collect(Collectors.toSet());
    }

    private long nextNumber() {
        return ZdmSchema.exists(session.database()) ? new ChangeStore(session.database()).nextId() : 1;
    }

    private static ChangePlanner kind(SchemaChange change) {
        return ChangeKinds.all().stream()
                .filter(k -> k.name().equals(change.kind()))
                .findFirst()
                .orElseThrow();
    }
}
