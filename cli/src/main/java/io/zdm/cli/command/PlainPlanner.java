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
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.TableFinder;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.ChangeKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans over one plain connection, for commands that only show. */
final class PlainPlanner {

    private final Target target;
    private final Database database;
    private final Planner planner;

    PlainPlanner(PlainSession session, Reporter reporter) {
        this(session.target(), session.database(), reporter);
    }

    PlainPlanner(Target target, Database database, Reporter reporter) {
        this.target = target;
        this.database = database;
        this.planner = new Planner(database, reporter);
    }

    /**
     * For a script that is run by hand, with a number that the engine will never give out.
     *
     * @param ahead how many changes would get a number before this one
     */
    private PlanView view(SchemaChange change, PlanFormat format, int ahead) {
        long number = format == PlanFormat.SQL ? ScriptNumber.of(change, kind(change)) : nextNumber() + ahead;
        MigrationPlan plan = planner.plan(change, kind(change), number, openShadows(change));
        return PlanView.on(target, plan, number);
    }

    /**
     * Of all that it is made of, in the order in which they are swapped: its own plan is the last.
     *
     * @param ahead how many changes would get a number before this one
     */
    List<PlanView> views(SchemaChange change, PlanFormat format, int ahead) {
        List<PlanView> views = new ArrayList<>();
        for (SchemaChange part : planner.parts(change, kind(change))) {
            views.add(view(part, format, ahead + views.size() + 1));
        }
        views.add(view(change, format, ahead));
        return views;
    }

    /** Whether it was begun and is not over: then its own plan counts, and not what would be planned now. */
    boolean isBegun(SchemaChange change) {
        TableRef table = new TableFinder(database).find(change.table()).table();
        return table != null
                && ZdmSchema.exists(database)
                && new ChangeStore(database)
                        .ofTable(table.oid()).stream()
                                .anyMatch(record -> !record.isEnded() && ChangeStore.isSame(record, change));
    }

    /** Columns that an open change has made are no leftovers. */
    private Set<String> openShadows(SchemaChange change) {
        TableRef table = new TableFinder(database).find(change.table()).table();
        if (table == null || !ZdmSchema.exists(database)) {
            return Set.of();
        }
        return new ChangeStore(database)
                .ofTable(table.oid()).stream()
                        .filter(record -> !record.isEnded())
                        .flatMap(record -> Planner.guises(record.plan()).stream())
                        .collect(Collectors.toSet());
    }

    private long nextNumber() {
        return ZdmSchema.exists(database) ? new ChangeStore(database).nextId() : 1;
    }

    private static ChangePlanner kind(SchemaChange change) {
        return ChangeKinds.all().stream()
                .filter(k -> k.name().equals(change.kind()))
                .findFirst()
                .orElseThrow();
    }
}
