package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Data_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Delete_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Insert_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Merge_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_opsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Select_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Update_stmt_for_psqlContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.With_clauseContext;

/** Rows that are written in one go, also by the queries of a WITH. */
final class DataCheck implements Check {

    @Override
    public void look(Visit visit) {
        if (visit.tree().data_statement() != null) {
            data(visit, visit.tree().data_statement());
        }
    }

    private static void data(Visit visit, Data_statementContext data) {
        Update_stmt_for_psqlContext update = data.update_stmt_for_psql();
        Delete_stmt_for_psqlContext delete = data.delete_stmt_for_psql();
        Merge_stmt_for_psqlContext merge = data.merge_stmt_for_psql();
        if (update != null) {
            with(visit, update.with_clause());
            String table = update.update_table_name.getText();
            written(visit, "update", table, update, update.WHERE() == null);
        } else if (delete != null) {
            with(visit, delete.with_clause());
            String table = delete.delete_table_name.getText();
            written(visit, "delete", table, delete, delete.WHERE() == null);
        } else if (merge != null) {
            with(visit, merge.with_clause());
            written(visit, "merge", merge.merge_table_name.getText(), merge, false);
        } else if (data.insert_stmt_for_psql() != null) {
            inserted(visit, data.insert_stmt_for_psql());
        } else if (data.select_stmt() != null) {
            with(visit, data.select_stmt().with_clause());
        }
    }

    private static void with(Visit visit, @Nullable With_clauseContext with) {
        if (with != null) {
            with.with_query().forEach(query -> data(visit, query.data_statement()));
        }
    }

    private static void inserted(Visit visit, Insert_stmt_for_psqlContext insert) {
        with(visit, insert.with_clause());
        if (insert.select_stmt() == null) {
            return;
        }
        if (!isRowsWrittenOut(insert.select_stmt()) && !visit.scene().isNew(Names.of(insert.insert_table_name))) {
            visit.report(
                    "data-in-migration",
                    insert,
                    "All rows are written in one transaction, however many the query finds.",
                    new Lock(insert.insert_table_name.getText(), "ROW EXCLUSIVE"));
        }
    }

    private static boolean isRowsWrittenOut(Select_stmtContext select) {
        Select_opsContext rows = select.select_ops();
        return rows.select_primary() != null && rows.select_primary().values_stmt() != null;
    }

    private static void written(Visit visit, String verb, String table, ParserRuleContext at, boolean all) {
        if (visit.scene().isNew(Names.of(table))) {
            return;
        }
        Lock lock = new Lock(table, "ROW EXCLUSIVE");
        if (all) {
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
