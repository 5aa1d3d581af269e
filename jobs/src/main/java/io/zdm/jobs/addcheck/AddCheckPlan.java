package io.zdm.jobs.addcheck;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Trial;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.online.ConstraintDdl;
import io.zdm.jobs.online.Named;
import io.zdm.jobs.online.OnlinePlan;
import io.zdm.jobs.online.Refused;
import io.zdm.jobs.online.Rows;
import java.util.List;
import java.util.Optional;

/** Adds the check, or what is left to do of it. */
final class AddCheckPlan {

    private final AddCheck change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    AddCheckPlan(AddCheck change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(AddCheck.KIND, planning);
    }

    Planned plan() {
        Trial trial = planning.tryOut(twin -> "ALTER TABLE " + twin + " ADD CONSTRAINT zdm_trial CHECK ("
                + change.check() + ")" + (change.noInherit() ? " NO INHERIT" : ""));
        if (trial.refusal() != null) {
            return plan.refuse(Refused.by(trial, table, table.ref().sql(), "PostgreSQL would not add this check"))
                    .planned();
        }
        ConstraintSnapshot wanted = trial.constraint().orElseThrow();
        plan.concerns(wanted.columnNumbers());
        ConstraintDdl ddl = new ConstraintDdl(
                table.ref().sql(),
                change.noInherit() ? List.of() : Rows.below(planning),
                change.constraint(),
                wanted.definition());
        planning.members().forEach(m -> differing(m.table(), wanted).ifPresent(plan::refuse));
        Optional<ConstraintSnapshot> there = named(table);
        if (there.isPresent() && (there.get().validated() || !change.validate())) {
            return plan.isRefused() ? plan.planned() : plan.inPlace();
        }
        if (there.isEmpty()) {
            plan.step(ddl.add(LockLevel.ACCESS_EXCLUSIVE, List.of()))
                    .undo(ddl.undo(ddl.locks(LockLevel.ACCESS_EXCLUSIVE), List.of(ddl.dropIfThere())));
        }
        if (change.validate()) {
            plan.step(ddl.validate()).check(violated(wanted));
        }
        return plan.planned();
    }

    private Optional<ConstraintSnapshot> named(TableSnapshot of) {
        return of.constraints().stream()
                .filter(k -> k.name().equals(change.constraint()))
                .findFirst();
    }

    private Optional<Problem> differing(TableSnapshot of, ConstraintSnapshot wanted) {
        return named(of)
                .filter(k -> !k.definition().equals(wanted.definition())
                        && !k.definition().equals(wanted.definition() + " NOT VALID"))
                .map(k -> Named.different(
                        of.ref().sql() + "." + Identifier.quote(k.name()), k.definition(), wanted.definition()));
    }

    /** NULL passes, as in the constraint itself. */
    private ValueCheck violated(ConstraintSnapshot wanted) {
        return new ValueCheck(
                ProblemCode.VIOLATED_CHECK,
                table.ref().sql(),
                change.noInherit() ? List.of(Rows.walk(table)) : Rows.of(planning),
                List.of(),
                "",
                "(" + wanted.expression() + ") IS FALSE",
                new ValueCheck.Message("", " rows violate " + wanted.definition() + "; the first keys: ", ""),
                "Mend them, or leave the constraint NOT VALID with validate: false.");
    }
}
