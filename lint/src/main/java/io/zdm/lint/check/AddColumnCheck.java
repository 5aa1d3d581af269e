package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.Locale;
import java.util.Set;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;

/** New columns that make PostgreSQL write or read every row. */
final class AddColumnCheck implements Check {

    private static final Set<String> SERIALS =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    @Override
    public void look(Visit visit) {
        Alter_table_statementContext alter = visit.alterTable();
        if (alter == null || visit.scene().isNew(Names.of(alter.name))) {
            return;
        }
        for (Table_actionContext action : alter.table_action()) {
            if (action.table_column_definition() != null) {
                added(visit, alter.name.getText(), action.table_column_definition());
            } else if (action.column_action() != null
                    && action.column_action().EXPRESSION() != null
                    && action.column_action().SET() != null) {
                visit.report(
                        "add-column-generated",
                        action,
                        "Nobody can read or write " + alter.name.getText() + " while every row is written again.",
                        new Lock(alter.name.getText(), Visit.ACCESS_EXCLUSIVE));
            }
        }
    }

    private static void added(Visit visit, String table, Table_column_definitionContext column) {
        Lock lock = new Lock(table, Visit.ACCESS_EXCLUSIVE);
        String rewritten = "Nobody can read or write " + table + " while every row is written again";
        boolean filled = false;
        boolean notNull = false;
        if (SERIALS.contains(column.data_type().getText().toLowerCase(Locale.ROOT))) {
            visit.report("add-column-serial", column, rewritten + ": each gets its own number.", lock);
            filled = true;
        }
        if (visit.scene().known.isConstrainedDomain(Names.of(column.data_type()))) {
            visit.report(
                    "add-column-check", column, rewritten + ": the domain's constraint is checked for each.", lock);
        }
        for (Constraint_commonContext constraint : column.constraint_common()) {
            Constr_bodyContext body = constraint.constr_body();
            filled |= body.default_expr != null || body.identity_body() != null || body.GENERATED() != null;
            notNull |= body.NOT() != null && body.NULL() != null && body.CHECK() == null;
        }
        for (Constraint_commonContext constraint : column.constraint_common()) {
            constraint(visit, table, constraint, filled, rewritten, lock);
        }
        if (notNull && !filled) {
            visit.report(
                    "add-column-not-null",
                    column,
                    "This fails where " + table + " has a row: the column is NOT NULL and has no default.",
                    lock);
        }
    }

    private static void constraint(
            Visit visit,
            String table,
            Constraint_commonContext constraint,
            boolean filled,
            String rewritten,
            Lock lock) {
        Constr_bodyContext body = constraint.constr_body();
        if (body.default_expr != null && Volatility.mayBeVolatile(body.default_expr)) {
            visit.report(
                    "add-column-volatile-default",
                    constraint,
                    rewritten + ": the default may be another value for each.",
                    lock);
        } else if (body.identity_body() != null) {
            visit.report("add-column-identity", constraint, rewritten + ": each gets its own number.", lock);
        } else if (body.GENERATED() != null && body.VIRTUAL() == null) {
            boolean virtual = visit.scene().version >= 18 && body.STORED() == null;
            if (!virtual) {
                visit.report("add-column-generated", constraint, rewritten + ": the value is stored.", lock);
            }
        } else if (body.CHECK() != null) {
            visit.report(
                    "add-column-check",
                    constraint,
                    "Nobody can read or write " + table + " while every row is checked.",
                    lock);
        } else if (body.UNIQUE() != null || body.PRIMARY() != null) {
            visit.report(
                    "add-column-unique",
                    constraint,
                    "Nobody can read or write " + table + " while the index is built.",
                    lock);
        } else if (body.REFERENCES() != null) {
            String other = body.schema_qualified_name().getText();
            visit.report(
                    filled ? "foreign-key-validated" : "add-column-references",
                    constraint,
                    filled
                            ? "Nobody can read or write " + table + ", nor write to " + other
                                    + ", while every row is checked."
                            : "This locks " + other + " too, and each table waits with the other's lock held.",
                    lock,
                    new Lock(other, Visit.SHARE_ROW_EXCLUSIVE));
        }
    }
}
