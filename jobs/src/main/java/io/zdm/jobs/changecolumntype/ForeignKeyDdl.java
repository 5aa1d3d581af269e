package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Builds a foreign key beside the one that it will replace: first for new writes alone, then for the rows there are.
 *
 * @param ddl on the referencing table
 */
record ForeignKeyDdl(OnlineDdl ddl, ConstraintSnapshot constraint) {

    /**
     * @param id what the steps are called before their verb
     * @param of whose it is, where the constraint's name alone may be another table's too
     * @param columns the referencing ones, quoted
     * @param referenced likewise
     * @param setColumns those that ON DELETE sets, empty for all
     */
    List<PlannedStep> steps(String id, String of, String columns, String referenced, String setColumns) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        String name = ddl.guise().of(constraint.name());
        String sql = add(columns, referenced, setColumns, " NOT VALID");
        List<TableLock> locks = new ArrayList<>(List.of(ddl.lock(LockLevel.SHARE_ROW_EXCLUSIVE)));
        if (!key.referenced().equals(ddl.table())) {
            locks.add(new TableLock(key.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.step(
                id + "-add:" + of + constraint.name(),
                "Add the foreign key " + Identifier.quote(name) + (of.isEmpty() ? "" : " of " + ddl.table())
                        + " for new writes",
                locks,
                Comments.with(constraint, ddl.table(), name, sql),
                ddl.exists(name),
                false,
                ddl.dropConstraint(name)));
        if (constraint.validated() && constraint.enforced()) {
            steps.add(ddl.validate(id + "-validate:" + of + constraint.name(), name));
        }
        return steps;
    }

    /** @param validity as SQL: it is checked at once where this is empty */
    String add(String columns, String referenced, String setColumns, String validity) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        return "ALTER TABLE " + ddl.table() + " ADD CONSTRAINT "
                + Identifier.quote(ddl.guise().of(constraint.name())) + " FOREIGN KEY (" + columns + ") REFERENCES "
                + key.referenced() + " (" + referenced + ")" + key.actions()
                + (setColumns.isEmpty() ? "" : " (" + setColumns + ")") + key.deferral()
                + (constraint.enforced() ? "" : " NOT ENFORCED") + validity;
    }

    static String list(List<String> columns) {
        return columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
