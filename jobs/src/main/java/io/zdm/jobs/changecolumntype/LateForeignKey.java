package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A foreign key that is made in the swap, and validated after it.
 *
 * @param table the referencing one, qualified and quoted
 * @param partitioned whether that is partitioned
 * @param toPrimaryKey whether it means the primary key without naming its columns: with them PostgreSQL might take another
 *     unique index on the same columns
 */
record LateForeignKey(ConstraintSnapshot constraint, String table, boolean partitioned, boolean toPrimaryKey) {

    ConstraintSnapshot.ForeignKey key() {
        return Objects.requireNonNull(constraint.foreignKey());
    }

    /** What is NOT VALID or NOT ENFORCED stays so. */
    boolean isValidated() {
        return constraint.validated() && constraint.enforced();
    }

    boolean isPartOf(LateForeignKey other) {
        return constraint.parentOid() == other.constraint().oid();
    }

    /** For all rows: only where there are none, or parts that are valid. */
    List<String> add() {
        return made(constraint.validated() || !constraint.enforced() ? "" : " NOT VALID");
    }

    /** For new writes; the rows there are wait for {@link #validate}. */
    List<String> addForNewWrites() {
        return made(constraint.enforced() ? " NOT VALID" : "");
    }

    private static String inBrackets(List<String> columns) {
        return columns.isEmpty() ? "" : " (" + ForeignKeyDdl.list(columns) + ")";
    }

    private List<String> made(String validity) {
        List<String> statements = new ArrayList<>(Comments.with(
                constraint,
                table,
                constraint.name(),
                "ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(constraint.name()) + " FOREIGN KEY ("
                        + ForeignKeyDdl.list(key().columns()) + ") REFERENCES "
                        + key().referenced()
                        + inBrackets(toPrimaryKey ? List.of() : key().referencedColumns())
                        + key().actions()
                        + inBrackets(key().setColumns()) + key().deferral()
                        + (constraint.enforced() ? "" : " NOT ENFORCED") + validity));
        statements.addAll(ForeignKeyParts.takeNames(table, List.of(constraint)));
        return statements;
    }

    String validate() {
        return "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(constraint.name());
    }

    /** An SQL question: nothing of that name is left to validate, be it that somebody has dropped it since. */
    String isNothingToValidate() {
        return "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND NOT convalidated AND "
                + isIt() + ")";
    }

    /** An SQL question: it stands, or none of its parts waits for it any more. */
    String isNothingToTake(List<LateForeignKey> parts) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND " + isIt()
                + ") OR NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conparentid = 0 AND ("
                + parts.stream().map(LateForeignKey::isIt).collect(Collectors.joining(" OR ")) + "))";
    }

    private String isIt() {
        return "(conrelid = pg_catalog.to_regclass(" + Identifier.literal(table) + ") AND conname = "
                + Identifier.literal(constraint.name()) + ")";
    }

    List<String> drop() {
        return new OnlineDdl(table, Guise.SHADOW).dropConstraint(constraint.name());
    }

    TableLock lock(LockLevel level) {
        return new TableLock(table, level);
    }
}
