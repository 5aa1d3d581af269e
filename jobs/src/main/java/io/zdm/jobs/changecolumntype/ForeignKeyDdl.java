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
import java.util.stream.Stream;

/**
 * Builds a foreign key beside the one that it will replace: first for new writes alone, then for the rows there are.
 *
 * @param ddl on the referencing table
 * @param belowReferenced descendants of the referenced table, which get parts of it
 */
public record ForeignKeyDdl(OnlineDdl ddl, ConstraintSnapshot constraint, List<String> belowReferenced) {

    public ForeignKeyDdl(OnlineDdl ddl, ConstraintSnapshot constraint) {
        this(ddl, constraint, List.of());
    }

    /**
     * @param id what the steps are called before their verb
     * @param of whose it is, where the constraint's name alone may be another table's too
     * @param columns the referencing ones, quoted
     * @param referenced likewise
     * @param setColumns those that ON DELETE sets, empty for all
     */
    public List<PlannedStep> steps(String id, String of, String columns, String referenced, String setColumns) {
        String name = ddl.guise().of(constraint.name());
        String sql = add(columns, referenced, setColumns, " NOT VALID");
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.step(
                id + "-add:" + of + constraint.name(),
                "Add the foreign key " + Identifier.quote(name) + (of.isEmpty() ? "" : " of " + ddl.table())
                        + " for new writes",
                locks(),
                Comments.with(constraint, ddl.table(), name, sql),
                ddl.exists(name),
                false,
                ddl.dropConstraint(name)));
        if (constraint.validated() && constraint.enforced()) {
            steps.add(ddl.validate(id + "-validate:" + of + constraint.name(), name));
        }
        return steps;
    }

    /**
     * That of a partitioned table, after those of its table partitions, which it takes for its parts without a scan. What
     * is NOT VALID stays so (from 18 on): then there is nothing to scan either.
     */
    PlannedStep ofParts(String id, String of, String columns, String referenced, String setColumns) {
        String name = ddl.guise().of(constraint.name());
        String sql = add(columns, referenced, setColumns, constraint.validated() ? "" : " NOT VALID");
        return ddl.step(
                id + "-add:" + of + constraint.name(),
                "Add the foreign key " + Identifier.quote(name) + " of the partitioned table " + ddl.table()
                        + ", whose parts stand",
                locks(),
                Comments.with(constraint, ddl.table(), name, sql),
                ddl.exists(name),
                false,
                ddl.dropConstraint(name));
    }

    /** On the tables at both ends and all their descendants. */
    private List<TableLock> locks() {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        List<TableLock> locks = new ArrayList<>(ddl.locks(LockLevel.SHARE_ROW_EXCLUSIVE));
        Stream.concat(Stream.of(key.referenced()), belowReferenced.stream())
                .map(t -> new TableLock(t, LockLevel.SHARE_ROW_EXCLUSIVE))
                .filter(l -> !locks.contains(l))
                .forEach(locks::add);
        return locks;
    }

    /** @param validity as SQL: it is checked at once where this is empty */
    private String add(String columns, String referenced, String setColumns, String validity) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        return "ALTER TABLE " + ddl.table() + " ADD CONSTRAINT "
                + Identifier.quote(ddl.guise().of(constraint.name())) + " FOREIGN KEY (" + columns + ") REFERENCES "
                + key.referenced() + " (" + referenced + ")" + key.actions()
                + (setColumns.isEmpty() ? "" : " (" + setColumns + ")") + key.deferral()
                + (constraint.enforced() ? "" : " NOT ENFORCED") + validity;
    }

    public static String list(List<String> columns) {
        return columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
