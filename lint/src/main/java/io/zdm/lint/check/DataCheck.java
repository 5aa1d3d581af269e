package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;

/** Rows that are written in one go. */
final class DataCheck implements Check {

    @Override
    public void look(Visit visit) {
        Data_statementContext data = visit.tree().data_statement();
        if (data == null) {
            return;
        }
        Update_stmt_for_psqlContext update = data.update_stmt_for_psql();
        if (update != null) {
            written(
                    visit,
                    "update",
                    update.update_table_name.getText(),
                    update,
                    update.WHERE() == null ? null : update);
        }
        Delete_stmt_for_psqlContext delete = data.delete_stmt_for_psql();
        if (delete != null) {
            written(
                    visit,
                    "delete",
                    delete.delete_table_name.getText(),
                    delete,
                    delete.WHERE() == null ? null : delete);
        }
        Insert_stmt_for_psqlContext insert = data.insert_stmt_for_psql();
        if (insert != null
                && insert.select_stmt() != null
                && insert.select_stmt()
                        .getText()
                        .toUpperCase(java.util.Locale.ROOT)
                        .startsWith("SELECT")
                && !visit.scene().isNew(Names.of(insert.insert_table_name))) {
            visit.report(
                    "data-in-migration",
                    insert,
                    "All rows are written in one transaction, however many the query finds.",
                    new Lock(insert.insert_table_name.getText(), "ROW EXCLUSIVE"));
        }
    }

    private static void written(
            Visit visit, String verb, String table, ParserRuleContext at, @Nullable ParserRuleContext where) {
        if (visit.scene().isNew(Names.of(table))) {
            return;
        }
        Lock lock = new Lock(table, "ROW EXCLUSIVE");
        if (where == null) {
            visit.report(
                    verb + "-without-where",
                    at,
                    "Every row of " + table + " is locked until the end, and the table grows by as much.",
                    lock);
        } else {
            visit.report(
                    "data-in-migration",
                    at,
                    "All rows that match are locked until the end of one transaction, however many there are.",
                    lock);
        }
    }
}
