package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/** Check constraints. */
record Checks(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        change.constraints('c').forEach(k -> steps.addAll(build(k, guise)));
        return steps;
    }

    private List<PlannedStep> build(ConstraintSnapshot constraint, Guise guise) {
        OnlineDdl ddl = new OnlineDdl(change.sql(), guise);
        String name = guise.of(constraint.name());
        boolean enforced = constraint.enforced();
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.exclusive(
                "check-add:" + constraint.name(),
                "Add the check " + Identifier.quote(name) + " for new writes",
                Comments.with(
                        constraint,
                        change.sql(),
                        name,
                        "ALTER TABLE " + change.sql() + " ADD CONSTRAINT " + Identifier.quote(name) + " "
                                + change.shape(guise).check(constraint).definition()
                                + (enforced ? " NOT VALID" : "")),
                ddl.exists(name),
                ddl.dropConstraint(name)));
        if (constraint.validated() && enforced) {
            steps.add(ddl.validate("check-validate:" + constraint.name(), name));
        }
        return steps;
    }

    @Override
    public List<String> release() {
        return Constraints.drop(change.sql(), change.constraints('c'));
    }

    @Override
    public List<String> settle() {
        return Constraints.takeNames(change.sql(), change.constraints('c'), Guise.SHADOW);
    }

    @Override
    public List<String> restore() {
        return Constraints.takeNames(change.sql(), change.constraints('c'), Guise.OLD);
    }
}
