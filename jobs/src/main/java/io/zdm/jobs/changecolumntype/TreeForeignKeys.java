package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Foreign keys from a table with descendants to others. A partitioned table's cannot be NOT VALID before 18: each table
 * partition with rows gets its own, validated, and then a plain ADD on the parent takes those for its parts and scans
 * nothing. Inheritance children do not inherit any.
 */
record TreeForeignKeys(ShadowChange tree) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        List<ShadowChange> members = tree.members();
        for (int i = members.size() - 1; i >= 0; i--) {
            ShadowChange member = members.get(i);
            for (ConstraintSnapshot constraint : member.constraints('f')) {
                steps.addAll(
                        member.isPartitioned()
                                ? List.of(ofPartitioned(member, constraint, guise))
                                : new ForeignKeys(member, g -> tree.ddl(member, g)).build(constraint, guise));
            }
        }
        return steps;
    }

    /** What is NOT VALID stays so: then there is nothing to scan either. */
    private PlannedStep ofPartitioned(ShadowChange member, ConstraintSnapshot constraint, Guise guise) {
        OnlineDdl ddl = tree.ddl(member, guise);
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        String name = guise.of(constraint.name());
        List<TableLock> locks = new ArrayList<>(ddl.locks(LockLevel.SHARE_ROW_EXCLUSIVE));
        if (locks.stream().noneMatch(l -> l.table().equals(key.referenced()))) {
            locks.add(new TableLock(key.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        return ddl.step(
                "foreign-key-add:" + constraint.name(),
                "Add the foreign key " + name + " of the partitioned table, whose parts stand",
                locks,
                Comments.with(
                        constraint,
                        member.sql(),
                        name,
                        new ForeignKeys(member).add(constraint, guise, constraint.validated() ? "" : " NOT VALID")),
                ddl.exists(name),
                false,
                ddl.dropConstraint(name));
    }

    @Override
    public List<TableLock> locks() {
        return tree.members().stream()
                .flatMap(m -> new ForeignKeys(m).locks().stream())
                .filter(l -> !tree.tables().contains(l.table()))
                .distinct()
                .toList();
    }

    /** Its parts go with it. */
    @Override
    public List<String> release() {
        return tree.members().stream()
                .flatMap(m ->
                        Constraints.drop(
                                m.sql(),
                                m.constraints('f').stream()
                                        .filter(k -> k.parentOid() == 0)
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

    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            List<String> renames = new ArrayList<>(Constraints.takeNames(member.sql(), member.constraints('f'), guise));
            renames.addAll(ForeignKeyParts.takeNames(member.sql(), member.constraints('f')));
            renames.forEach(s -> statements.add(member == tree ? s : OfMember.whilePresent(member.sql(), s)));
        }
        return statements;
    }
}
