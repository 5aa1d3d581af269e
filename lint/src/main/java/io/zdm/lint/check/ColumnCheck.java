package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Column_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Columns that get another type, become NOT NULL or go. */
final class ColumnCheck implements Check {

    @Override
    public void look(Visit visit) {
        Alter_table_statementContext alter = visit.alterTable();
        if (alter == null || visit.scene().isNew(Names.of(alter.name))) {
            return;
        }
        String table = alter.name.getText();
        Lock lock = new Lock(table, Visit.ACCESS_EXCLUSIVE);
        for (Table_actionContext action : alter.table_action()) {
            Column_actionContext column = action.column_action();
            if (column != null && column.TYPE() != null) {
                type(visit, table, action, column, lock);
            } else if (column != null && column.set != null && column.NULL() != null) {
                if (!visit.scene().known.isNotNull(Names.of(table), Names.of(action.column))) {
                    visit.report(
                            "set-not-null",
                            action,
                            "Nobody can read or write " + table + " while every row is looked at, as no validated"
                                    + " CHECK (" + action.column.getText() + " IS NOT NULL) is known.",
                            lock);
                }
            } else if (column == null
                    && action.DROP() != null
                    && action.column != null
                    && !visit.scene().isNew("column " + Names.of(table) + "." + Names.of(action.column))) {
                visit.report(
                        "drop-column",
                        action,
                        "Whoever still names " + action.column.getText() + " fails, and its values are gone.",
                        lock);
                if (action.cascade_restrict() != null
                        && action.cascade_restrict().CASCADE() != null) {
                    visit.report(
                            "drop-cascade",
                            action.cascade_restrict(),
                            "CASCADE drops whatever depends on the column, whatever that is in production.",
                            lock);
                }
            }
        }
    }

    private static void type(
            Visit visit, String table, Table_actionContext action, Column_actionContext column, Lock lock) {
        @Nullable String before = visit.scene().known.type(Names.of(table), Names.of(action.column));
        boolean plain = column.USING() == null && column.collate_identifier() == null;
        if (plain
                && before != null
                && ColumnTypes.isFree(before, column.data_type().getText())
                && !visit.scene().known.isInCheck(Names.of(table), Names.of(action.column))) {
            return;
        }
        visit.report(
                "change-column-type",
                action,
                "Nobody can read or write " + table + " while it and its indexes are written again"
                        + (before == null ? ", unless the old type is a narrower one of the same sort." : "."),
                lock);
    }
}
