package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Constraints of tables that are checked against every row under a lock. */
final class ConstraintCheck implements Check {

    @Override
    public void look(Visit visit) {
        Alter_table_statementContext alter = visit.alterTable();
        if (alter == null || visit.scene().isNew(Names.of(alter.name))) {
            return;
        }
        for (Table_actionContext action : alter.table_action()) {
            if (action.tabl_constraint != null) {
                added(visit, alter.name.getText(), action.tabl_constraint);
            } else if (action.validate_constraint() != null) {
                validated(visit, Names.of(alter.name), action);
            }
        }
    }

    private static void added(Visit visit, String table, Constraint_commonContext constraint) {
        Constr_bodyContext body = constraint.constr_body();
        boolean notValid = constraint.VALID() != null;
        boolean notEnforced = constraint.table_enforced() != null
                && constraint
                        .table_enforced()
                        .getText()
                        .toUpperCase(java.util.Locale.ROOT)
                        .startsWith("NOT");
        boolean usingIndex = body.index_parameters() != null
                && body.index_parameters().INDEX() != null
                && body.index_parameters().schema_qualified_name() != null;
        Lock exclusive = new Lock(table, Visit.ACCESS_EXCLUSIVE);
        if (body.REFERENCES() != null && !notValid && !notEnforced) {
            String other = body.schema_qualified_name().getText();
            visit.report(
                    "foreign-key-validated",
                    constraint,
                    "Nobody can write to " + table + " or " + other + " while every row is checked.",
                    new Lock(table, Visit.SHARE_ROW_EXCLUSIVE),
                    new Lock(other, Visit.SHARE_ROW_EXCLUSIVE));
        } else if (body.CHECK() != null && !notValid && !notEnforced) {
            visit.report(
                    "check-validated",
                    constraint,
                    "Nobody can read or write " + table + " while every row is checked.",
                    exclusive);
        } else if (body.EXCLUDE() != null) {
            visit.report(
                    "exclude-constraint",
                    constraint,
                    "Nobody can read or write " + table + " while its index is built, and there is no other way to"
                            + " build it.",
                    exclusive);
        } else if (body.PRIMARY() != null && usingIndex) {
            primaryKeyUsing(visit, table, constraint, body, exclusive);
        } else if ((body.UNIQUE() != null || body.PRIMARY() != null) && !usingIndex) {
            visit.report(
                    body.PRIMARY() != null ? "primary-key" : "unique-constraint",
                    constraint,
                    "Nobody can read or write " + table + " while its index is built.",
                    exclusive);
        } else if (body.NOT() != null && body.NULL() != null && !notValid) {
            visit.report(
                    "set-not-null",
                    constraint,
                    "Nobody can read or write " + table + " while every row is looked at.",
                    exclusive);
        }
    }

    /** The columns become NOT NULL, for which every row is looked at, unless they are it already. */
    private static void primaryKeyUsing(
            Visit visit, String table, Constraint_commonContext constraint, Constr_bodyContext body, Lock lock) {
        Known known = visit.scene().known;
        @Nullable
        List<String> columns = known.columnsOf(Names.of(body.index_parameters().schema_qualified_name()));
        if (columns != null && columns.stream().allMatch(column -> known.isNotNull(Names.of(table), column))) {
            return;
        }
        visit.report(
                "primary-key-nullable",
                constraint,
                "Where a column of the key is nullable, nobody can read or write " + table
                        + " while every row is looked at; nothing here says that they are NOT NULL.",
                lock);
    }

    private static void validated(Visit visit, String table, Table_actionContext action) {
        String name = Names.of(action.validate_constraint().constraint_name);
        if (visit.scene().notValidHere.contains(table + "." + name)) {
            visit.report(
                    "not-valid-and-validate-together",
                    action,
                    "The constraint was added in the same transaction: its lock is held while every row is checked.",
                    new Lock(table, Visit.ACCESS_EXCLUSIVE));
        }
    }
}
