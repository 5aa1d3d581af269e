package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Foreign keys from the columns to other tables, or to this one. */
record ForeignKeys(ShadowChange change, Function<Guise, OnlineDdl> ddls) implements Dependents {

    ForeignKeys(ShadowChange change) {
        this(change, guise -> new OnlineDdl(change.sql(), guise));
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        change.constraints('f').forEach(k -> steps.addAll(build(k, guise)));
        return steps;
    }

    List<PlannedStep> build(ConstraintSnapshot constraint, Guise guise) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        OnlineDdl ddl = ddls.apply(guise);
        String table = change.sql();
        String name = guise.of(constraint.name());
        String sql = add(constraint, guise, " NOT VALID");
        List<TableLock> locks = new ArrayList<>(List.of(ddl.lock(LockLevel.SHARE_ROW_EXCLUSIVE)));
        if (!key.referenced().equals(table)) {
            locks.add(new TableLock(key.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.step(
                "foreign-key-add:" + constraint.name(),
                "Add the foreign key " + Identifier.quote(name) + " for new writes",
                locks,
                Comments.with(constraint, table, name, sql),
                ddl.exists(name),
                false,
                ddl.dropConstraint(name)));
        if (constraint.validated() && constraint.enforced()) {
            steps.add(ddl.validate("foreign-key-validate:" + constraint.name(), name));
        }
        return steps;
    }

    /** @param validity as SQL: it is checked at once where this is empty */
    String add(ConstraintSnapshot constraint, Guise guise, String validity) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        String referenced =
                key.referencedColumns().stream().map(Identifier::quote).collect(Collectors.joining(", "));
        return "ALTER TABLE " + change.sql() + " ADD CONSTRAINT " + Identifier.quote(guise.of(constraint.name()))
                + " FOREIGN KEY (" + guises(key.columns(), guise) + ") REFERENCES " + key.referenced() + " ("
                + referenced + ")" + key.actions()
                + (key.setColumns().isEmpty() ? "" : " (" + guises(key.setColumns(), guise) + ")") + key.deferral()
                + (constraint.enforced() ? "" : " NOT ENFORCED") + validity;
    }

    private String guises(List<String> columns, Guise guise) {
        return columns.stream()
                .map(c -> Identifier.quote(change.renamed(c, guise::of)))
                .collect(Collectors.joining(", "));
    }

    /** Dropping a foreign key takes the triggers of the referenced table away. */
    @Override
    public List<TableLock> locks() {
        return change.constraints('f').stream()
                .map(k -> Objects.requireNonNull(k.foreignKey()))
                .filter(k -> k.referencedOid() != change.table().ref().oid())
                .map(ConstraintSnapshot.ForeignKey::referenced)
                .distinct()
                .map(r -> new TableLock(r, LockLevel.ACCESS_EXCLUSIVE))
                .toList();
    }

    @Override
    public List<String> release() {
        return Constraints.drop(change.sql(), change.constraints('f'));
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
        List<String> statements = new ArrayList<>(Constraints.takeNames(change.sql(), change.constraints('f'), guise));
        statements.addAll(ForeignKeyParts.takeNames(change.sql(), change.constraints('f')));
        return statements;
    }
}
