package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Check constraints of a table with descendants. One that a member inherits comes and goes with its parent's; where the
 * member defines it too, both are made, the member's first, and PostgreSQL merges them.
 */
record TreeChecks(ShadowChange tree) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        List<ShadowChange> members = tree.members();
        for (int i = members.size() - 1; i >= 0; i--) {
            ShadowChange member = members.get(i);
            member.constraints('c').stream()
                    .filter(ConstraintSnapshot::local)
                    .forEach(k -> steps.addAll(build(member, k, guise)));
        }
        for (ShadowChange member : members) {
            member.constraints('c').stream()
                    .filter(k -> !k.local() && k.comment() != null)
                    .forEach(k -> steps.add(comment(member, k, guise)));
        }
        return steps;
    }

    private List<PlannedStep> build(ShadowChange member, ConstraintSnapshot constraint, Guise guise) {
        OnlineDdl ddl = tree.ddl(member, guise);
        String name = guise.of(constraint.name());
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.exclusive(
                "check-add:" + constraint.name(),
                "Add the check " + Identifier.quote(name) + " for new writes",
                Comments.with(
                        constraint,
                        member.sql(),
                        name,
                        "ALTER TABLE " + member.sql() + " ADD CONSTRAINT " + Identifier.quote(name) + " "
                                + member.shape(guise).check(constraint).definition()
                                + (constraint.enforced() ? " NOT VALID" : "")),
                ddl.exists(name),
                ddl.dropConstraint(name)));
        if (constraint.validated() && constraint.enforced()) {
            steps.add(ddl.validate("check-validate:" + constraint.name(), name));
        }
        return steps;
    }

    private PlannedStep comment(ShadowChange member, ConstraintSnapshot constraint, Guise guise) {
        OnlineDdl ddl = tree.ddl(member, guise);
        String name = guise.of(constraint.name());
        return ddl.step(
                "check-comment:" + constraint.name(),
                "Carry over the comment on the inherited check " + Identifier.quote(name),
                List.of(ddl.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of(Comments.onConstraint(member.sql(), name, String.valueOf(constraint.comment()))),
                null,
                false,
                List.of());
    }

    /** Parents first: what a member inherits cannot be dropped there. */
    @Override
    public List<String> release() {
        return tree.members().stream()
                .flatMap(m ->
                        Constraints.drop(
                                m.sql(),
                                m.constraints('c').stream()
                                        .filter(ConstraintSnapshot::local)
                                        .toList())
                                .stream())
                .toList();
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    /** Renaming goes on to where it is inherited. */
    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            List<ConstraintSnapshot> own =
                    member.constraints('c').stream().filter(k -> !k.inherited()).toList();
            Constraints.takeNames(member.sql(), own, guise)
                    .forEach(s -> statements.add(member == tree ? s : OfMember.whilePresent(member.sql(), s)));
        }
        return statements;
    }
}
