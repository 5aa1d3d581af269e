package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;

/**
 * Foreign keys from a table with descendants to others. A partitioned table's cannot be NOT VALID before 18: each table
 * partition with rows gets its own, validated, and then a plain ADD on the parent takes those for its parts and scans
 * nothing. Inheritance children do not inherit any.
 */
record TreeForeignKeys(ShadowChange tree, LateForeignKeys late) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        List<ShadowChange> members = tree.members();
        for (int i = members.size() - 1; i >= 0; i--) {
            ShadowChange member = members.get(i);
            ForeignKeys keys = new ForeignKeys(member, late, g -> tree.ddl(member, g));
            foreignKeys(member)
                    .forEach(k -> steps.addAll(
                            member.isPartitioned() ? List.of(keys.ofParts(k, guise)) : keys.build(k, guise)));
        }
        return steps;
    }

    @Override
    public List<TableLock> locks() {
        return tree.members().stream()
                .flatMap(m -> new ForeignKeys(m, late).locks().stream())
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
                                foreignKeys(m).stream()
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

    private List<ConstraintSnapshot> foreignKeys(ShadowChange member) {
        return member.constraints('f').stream().filter(k -> !late.has(k)).toList();
    }

    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            List<String> renames = new ArrayList<>(Constraints.takeNames(member.sql(), foreignKeys(member), guise));
            renames.addAll(ForeignKeyParts.takeNames(member.sql(), foreignKeys(member)));
            renames.forEach(s -> statements.add(member == tree ? s : OfMember.whilePresent(member.sql(), s)));
        }
        return statements;
    }
}
