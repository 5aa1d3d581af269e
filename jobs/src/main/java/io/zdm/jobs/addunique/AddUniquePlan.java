package io.zdm.jobs.addunique;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.plan.Trial;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.online.ConstraintDdl;
import io.zdm.jobs.online.IndexBuild;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Named;
import io.zdm.jobs.online.OnlinePlan;
import io.zdm.jobs.online.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unique index, and then a constraint that takes it for its own. */
final class AddUniquePlan {

    private final AddUnique change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    AddUniquePlan(AddUnique change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(AddUnique.KIND, planning);
    }

    Planned plan() {
        List<Problem> partitioned = new PartitionKeys(change).problems(planning);
        if (!partitioned.isEmpty()) {
            partitioned.forEach(plan::refuse);
            return plan.planned();
        }
        Trial trial = planning.tryOut(twin -> "ALTER TABLE " + twin + " ADD CONSTRAINT zdm_trial " + change.written());
        if (trial.refusal() != null) {
            return plan.refuse(Refused.by(trial, table, table.ref().sql(), "PostgreSQL would not add this constraint"))
                    .planned();
        }
        ConstraintSnapshot wanted = trial.constraint().orElseThrow();
        IndexSnapshot index = trial.index().orElseThrow();
        plan.concerns(wanted.columnNumbers());
        Optional<ConstraintSnapshot> there = table.constraints().stream()
                .filter(k -> k.name().equals(change.constraint()))
                .findFirst();
        if (there.isPresent()) {
            if (!there.get().definition().equals(wanted.definition())) {
                return plan.refuse(different(there.get().definition(), wanted.definition()))
                        .planned();
            }
            return unfinished().map(p -> plan.refuse(p).planned()).orElseGet(plan::inPlace);
        }
        if (table.kind() == 'p') {
            return tree(wanted, index);
        }
        Optional<IndexSnapshot> built = table.indexes().stream()
                .filter(i -> i.name().equals(change.constraint()))
                .findFirst();
        if (built.isEmpty()) {
            Named.taken(planning, table.ref().schema(), change.constraint()).ifPresent(plan::refuse);
        } else if (!built.get().unique() || !built.get().definition().equals(index.definition())) {
            plan.refuse(different(built.get().definition(), index.definition()));
        }
        IndexBuild build = new IndexBuild(planning, change.constraint(), index);
        plan.steps(build.steps()).step(use(wanted)).check(duplicates()).builds(1);
        if (built.isEmpty() || !built.get().valid()) {
            plan.undo(build.undo());
        }
        return plan.planned();
    }

    /** One that was made ONLY on a partitioned table, and does not hold for all of it yet. */
    private Optional<Problem> unfinished() {
        return table.indexes().stream()
                .filter(i -> change.constraint().equals(i.constraint()) && !i.valid())
                .findFirst()
                .map(i -> new Problem(
                        ProblemCode.INVALID_INDEX,
                        i.sql(),
                        "The constraint is there, but its index " + i.sql()
                                + " is INVALID: not every table partition has its part",
                        "Attach what is missing, or drop the constraint; then plan again."));
    }

    private Planned tree(ConstraintSnapshot wanted, IndexSnapshot index) {
        Named.taken(planning, table.ref().schema(), change.constraint()).ifPresent(plan::refuse);
        UniqueTree tree = new UniqueTree(change, planning, wanted, index);
        plan.steps(tree.steps()).check(duplicates()).builds(tree.builds());
        tree.undo().forEach(plan::undo);
        return plan.planned();
    }

    private Problem different(String there, String wanted) {
        return Named.different(table.ref().sql() + "." + Identifier.quote(change.constraint()), there, wanted);
    }

    /** The index becomes the constraint's: so it is the end of the change. */
    private DdlStep use(ConstraintSnapshot wanted) {
        String name = Identifier.quote(change.constraint());
        return new DdlStep(
                "unique",
                Phase.SWAP,
                "Make a constraint of the unique index " + name,
                List.of(new TableLock(table.ref().sql(), LockLevel.ACCESS_EXCLUSIVE)),
                List.of("ALTER TABLE " + table.ref().sql() + " ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name
                        + change.deferral()),
                new ConstraintDdl(table.ref().sql(), List.of(), change.constraint(), wanted.definition()).exists(),
                Effect.CONTRACTED,
                false,
                List.of());
    }

    /** Equal values, each with the number of rows that have them. */
    private ValueCheck duplicates() {
        String columns = NameList.sql(change.columns());
        String shown = change.columns().stream()
                .map(c -> "CAST(" + Identifier.quote(c) + " AS text)")
                .collect(Collectors.joining(", "));
        String nulls = change.nullsNotDistinct()
                ? ""
                : " WHERE "
                        + change.columns().stream()
                                .map(c -> Identifier.quote(c) + " IS NOT NULL")
                                .collect(Collectors.joining(" AND "));
        return ValueCheck.whole(
                ProblemCode.DUPLICATE_ROWS,
                table.ref().sql(),
                "SELECT concat('(', array_to_string(ARRAY[" + shown + "], ', ', 'NULL'), ') in ', count(*), ' rows')"
                        + " FROM " + (table.kind() == 'p' ? "" : "ONLY ")
                        + table.ref().sql() + nulls + " GROUP BY " + columns
                        + " HAVING count(*) > 1 ORDER BY count(*) DESC, 1",
                new ValueCheck.Message("", " values of (" + columns + ") are not unique: ", ""),
                "Remove or change the duplicates.");
    }
}
