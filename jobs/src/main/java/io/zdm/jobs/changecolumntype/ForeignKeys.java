package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Foreign keys of the table: from the columns to other tables, and from any column of it to them. */
record ForeignKeys(ShadowChange change, LateForeignKeys late, Function<Guise, OnlineDdl> ddls) implements Dependents {

    ForeignKeys(ShadowChange change, LateForeignKeys late) {
        this(change, late, guise -> new OnlineDdl(change.sql(), guise));
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        foreignKeys().forEach(k -> steps.addAll(build(k, guise)));
        return steps;
    }

    List<PlannedStep> build(ConstraintSnapshot constraint, Guise guise) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        return new ForeignKeyDdl(ddls.apply(guise), constraint)
                .steps(
                        "foreign-key",
                        "",
                        change.guises(key.columns(), guise),
                        referenced(key, guise),
                        change.guises(key.setColumns(), guise));
    }

    /** That of a partitioned table, whose parts stand. */
    PlannedStep ofParts(ConstraintSnapshot constraint, Guise guise) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        return new ForeignKeyDdl(ddls.apply(guise), constraint)
                .ofParts(
                        "foreign-key",
                        "",
                        change.guises(key.columns(), guise),
                        referenced(key, guise),
                        change.guises(key.setColumns(), guise));
    }

    private String referenced(ConstraintSnapshot.ForeignKey key, Guise guise) {
        return key.referencedOid() == change.table().ref().oid()
                ? change.guises(key.referencedColumns(), guise)
                : ForeignKeyDdl.list(key.referencedColumns());
    }

    /** Dropping a foreign key takes the triggers of the referenced table away. */
    @Override
    public List<TableLock> locks() {
        return foreignKeys().stream()
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
        return Constraints.drop(change.sql(), foreignKeys());
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> abandon() {
        return Constraints.drop(change.sql(), referencing());
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>(Constraints.takeNames(change.sql(), foreignKeys(), guise));
        statements.addAll(ForeignKeyParts.takeNames(change.sql(), foreignKeys()));
        return statements;
    }

    private List<ConstraintSnapshot> foreignKeys() {
        return change.foreignKeys().stream().filter(k -> !late.has(k)).toList();
    }

    private List<ConstraintSnapshot> referencing() {
        return foreignKeys().stream().filter(change::isReferencedBy).toList();
    }
}
