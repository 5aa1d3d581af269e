package io.zdm.jobs.addindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Trial;
import io.zdm.jobs.online.IndexBuild;
import io.zdm.jobs.online.Named;
import io.zdm.jobs.online.OnlinePlan;
import io.zdm.jobs.online.Refused;
import java.util.Optional;

/** Builds the index, or what is left to build of it. */
final class AddIndexPlan {

    private final AddIndex change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    AddIndexPlan(AddIndex change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(AddIndex.KIND, planning);
    }

    Planned plan() {
        Trial trial = planning.tryOut(twin -> "CREATE INDEX ON " + twin + " " + change.written());
        if (trial.refusal() != null) {
            return plan.refuse(Refused.by(trial, table, table.ref().sql(), "PostgreSQL would not build this index"))
                    .planned();
        }
        IndexSnapshot wanted = trial.index().orElseThrow();
        plan.concerns(wanted.columnNumbers());
        Optional<IndexSnapshot> there = table.indexes().stream()
                .filter(i -> i.schema().equals(table.ref().schema()) && i.name().equals(change.index()))
                .findFirst();
        if (there.isEmpty()) {
            Named.taken(planning, table.ref().schema(), change.index()).ifPresent(plan::refuse);
        } else if (!isSame(there.get(), wanted)) {
            plan.refuse(Named.different(
                    Identifier.qualified(table.ref().schema(), change.index()),
                    there.get().unique()
                            ? "UNIQUE " + there.get().definition()
                            : there.get().definition(),
                    wanted.definition()));
        } else if (there.get().valid()) {
            return plan.inPlace();
        }
        twins(wanted);
        IndexBuild build = new IndexBuild(planning, change.index(), wanted);
        build.problems().forEach(plan::refuse);
        return plan.steps(build.steps())
                .undo(build.undo())
                .builds(build.builds())
                .planned();
    }

    private static boolean isSame(IndexSnapshot there, IndexSnapshot wanted) {
        return !there.unique() && there.definition().equals(wanted.definition());
    }

    private void twins(IndexSnapshot wanted) {
        table.indexes().stream()
                .filter(i -> !i.name().equals(change.index()) && i.valid() && isSame(i, wanted))
                .findFirst()
                .ifPresent(i -> plan.warn("There is an index of the same definition already: " + i.sql() + "."));
    }
}
