package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Foreign keys of the table: from the columns to other tables, and from any column of it to them. */
record ForeignKeys(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        change.foreignKeys().forEach(k -> steps.addAll(build(k, guise)));
        return steps;
    }

    private List<PlannedStep> build(ConstraintSnapshot constraint, Guise guise) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        boolean self = key.referencedOid() == change.table().ref().oid();
        return new ForeignKeyDdl(new OnlineDdl(change.sql(), guise), constraint)
                .steps(
                        "foreign-key",
                        "",
                        change.guises(key.columns(), guise),
                        self
                                ? change.guises(key.referencedColumns(), guise)
                                : ForeignKeyDdl.list(key.referencedColumns()),
                        change.guises(key.setColumns(), guise));
    }

    /** Dropping a foreign key takes the triggers of the referenced table away. */
    @Override
    public List<TableLock> locks() {
        return change.foreignKeys().stream()
                .map(k -> Objects.requireNonNull(k.foreignKey()))
                .filter(k -> k.referencedOid() != change.table().ref().oid())
                .map(ConstraintSnapshot.ForeignKey::referenced)
                .distinct()
                .map(r -> new TableLock(r, LockLevel.ACCESS_EXCLUSIVE))
                .toList();
    }

    /** One of this table may come from a column that stays, and hold the shadow fast. */
    @Override
    public List<String> undo() {
        OnlineDdl ddl = new OnlineDdl(change.sql(), Guise.SHADOW);
        return referencing().stream()
                .flatMap(k -> ddl.dropConstraint(Names.shadow(k.name())).stream())
                .toList();
    }

    @Override
    public List<String> release() {
        return Constraints.drop(change.sql(), change.foreignKeys());
    }

    @Override
    public List<String> settle() {
        return Constraints.takeNames(change.sql(), change.foreignKeys(), Guise.SHADOW);
    }

    @Override
    public List<String> abandon() {
        return Constraints.drop(change.sql(), referencing());
    }

    @Override
    public List<String> restore() {
        return Constraints.takeNames(change.sql(), change.foreignKeys(), Guise.OLD);
    }

    private List<ConstraintSnapshot> referencing() {
        return change.foreignKeys().stream().filter(change::isReferencedBy).toList();
    }
}
