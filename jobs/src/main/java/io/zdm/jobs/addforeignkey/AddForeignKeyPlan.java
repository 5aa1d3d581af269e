package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Trial;
import io.zdm.jobs.online.Named;
import io.zdm.jobs.online.OnlinePlan;
import io.zdm.jobs.online.Refused;
import java.util.Objects;
import java.util.Optional;

/** Adds the foreign key and its index, or what is left to do of them. */
final class AddForeignKeyPlan {

    private final AddForeignKey change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    AddForeignKeyPlan(AddForeignKey change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(AddForeignKey.KIND, planning);
    }

    Planned plan() {
        Planning.Other found = planning.other(change.references());
        Planning other = found.planning();
        if (other == null) {
            return plan.refuse(Objects.requireNonNull(found.problem())).planned();
        }
        Trial trial = planning.tryOut(
                other,
                (twin, otherTwin) -> "ALTER TABLE " + twin + " ADD CONSTRAINT zdm_trial "
                        + change.written(otherTwin, change.referencedColumns()));
        if (trial.refusal() != null) {
            return plan.refuse(Refused.by(trial, table, table.ref().sql(), "PostgreSQL would not add this foreign key"))
                    .planned();
        }
        ConstraintSnapshot wanted = trial.constraint().orElseThrow();
        Wanted key = new Wanted(change, planning, other, Objects.requireNonNull(wanted.foreignKey()));
        plan.concerns(wanted.columnNumbers());
        key.problems().forEach(plan::refuse);
        Optional<ConstraintSnapshot> there = named(table);
        planning.members()
                .forEach(m -> named(m.table())
                        .filter(k -> !key.isSame(k))
                        .ifPresent(k -> plan.refuse(Named.different(
                                m.table().ref().sql() + "." + Identifier.quote(k.name()),
                                k.definition(),
                                key.definition()))));
        if (plan.isRefused()) {
            return plan.planned();
        }
        SupportingIndex index = new SupportingIndex(change, planning);
        boolean stands = there.isPresent() && (there.get().validated() || !change.validate());
        if (stands && index.isThere()) {
            return plan.inPlace();
        }
        if (!index.isThere()) {
            index.problem().ifPresent(plan::refuse);
            index.build().problems().forEach(plan::refuse);
            plan.steps(index.build().steps()).builds(1);
        }
        if (!stands) {
            ForeignKeySteps steps = new ForeignKeySteps(key);
            plan.steps(steps.steps());
            steps.undo().ifPresent(plan::undo);
            key.orphans().forEach(plan::check);
            otherNumbers(other);
        }
        if (!index.isThere()) {
            plan.undo(index.build().undo());
        }
        sameUnderAnotherName(key);
        return plan.planned();
    }

    /** PostgreSQL numbers them, and those of the table partitions come first here. */
    private void otherNumbers(Planning other) {
        if (change.validate() && table.kind() == 'p' && other.table().kind() == 'p') {
            plan.warn("PostgreSQL makes parts of this foreign key that refer to single table partitions of "
                    + other.table().ref().sql() + ", and numbers their names: in messages about a row that is still"
                    + " referred to they have other numbers than after a plain ALTER TABLE.");
        }
    }

    private Optional<ConstraintSnapshot> named(TableSnapshot of) {
        return of.constraints().stream()
                .filter(k -> k.name().equals(change.constraint()))
                .findFirst();
    }

    private void sameUnderAnotherName(Wanted key) {
        table.constraints().stream()
                .filter(k -> !k.name().equals(change.constraint()) && key.isSame(k))
                .findFirst()
                .ifPresent(k -> plan.warn(
                        "There is a foreign key of the same definition already: " + Identifier.quote(k.name()) + "."));
    }
}
