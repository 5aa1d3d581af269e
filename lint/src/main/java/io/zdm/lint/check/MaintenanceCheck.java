package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.Locale;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Additional_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Lock_tableContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Only_table_multiplyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_additionalContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_statementContext;

/** VACUUM FULL, CLUSTER, REFRESH, LOCK TABLE and TRUNCATE. */
final class MaintenanceCheck implements Check {

    @Override
    public void look(Visit visit) {
        Script_statementContext script = visit.tree().script_statement();
        if (script == null) {
            return;
        }
        if (script.script_transaction() != null && script.script_transaction().lock_table() != null) {
            locked(visit, script.script_transaction().lock_table());
        }
        Script_additionalContext more = script.script_additional();
        if (more == null) {
            return;
        }
        if (more.VACUUM() != null && isFull(more.vacuum_mode().getText().toUpperCase(Locale.ROOT))) {
            String table = more.table_cols_list() == null
                    ? "every table"
                    : more.table_cols_list().getText();
            visit.report(
                    "vacuum-full",
                    more,
                    "Nobody can read or write " + table + " while it is written again as a whole.",
                    new Lock(table, Visit.ACCESS_EXCLUSIVE));
        }
        if (more.additional_statement() != null) {
            additional(visit, more.additional_statement());
        }
    }

    private static boolean isFull(String mode) {
        String options = mode.startsWith("(") ? mode.substring(1, mode.length() - 1) : mode;
        for (String option : options.split(",", -1)) {
            if (option.startsWith("FULL") && !option.matches("FULL(FALSE|OFF|0|'(FALSE|OFF)')")) {
                return true;
            }
        }
        return false;
    }

    private static void additional(Visit visit, Additional_statementContext statement) {
        if (statement.cluster_stmt() != null) {
            var name = statement.cluster_stmt().schema_qualified_name();
            String table = name == null ? "every clustered table" : name.getText();
            if (!visit.scene().isNew(Names.of(table))) {
                visit.report(
                        "cluster",
                        statement,
                        "Nobody can read or write " + table + " while it is written again as a whole.",
                        new Lock(table, Visit.ACCESS_EXCLUSIVE));
            }
        } else if (statement.REFRESH() != null && statement.CONCURRENTLY() == null) {
            String view = statement.schema_qualified_name().getText();
            if (!visit.scene().isNew(Names.of(view))) {
                visit.report(
                        "refresh-materialized-view",
                        statement,
                        "Nobody can read " + view + " while its query runs.",
                        new Lock(view, Visit.ACCESS_EXCLUSIVE));
            }
        } else if (statement.truncate_stmt() != null) {
            for (Only_table_multiplyContext table : statement.truncate_stmt().only_table_multiply()) {
                String name = table.schema_qualified_name().getText();
                if (!visit.scene().isNew(Names.of(name))) {
                    visit.report(
                            "truncate",
                            table,
                            "Every row of " + name + " is gone, and nobody can read or write it until the end.",
                            new Lock(name, Visit.ACCESS_EXCLUSIVE));
                }
            }
        }
    }

    private static void locked(Visit visit, Lock_tableContext lock) {
        String mode = lock.lock_mode() == null
                ? Visit.ACCESS_EXCLUSIVE
                : String.join(
                                " ",
                                lock.lock_mode().children.stream()
                                        .map(Object::toString)
                                        .toList())
                        .toUpperCase(Locale.ROOT);
        if (mode.equals("ACCESS SHARE") || mode.equals("ROW SHARE")) {
            return;
        }
        for (Only_table_multiplyContext table : lock.only_table_multiply()) {
            String name = table.schema_qualified_name().getText();
            if (!visit.scene().isNew(Names.of(name))) {
                visit.report(
                        "lock-table",
                        table,
                        "Others wait for " + name + " until the transaction ends.",
                        new Lock(name, mode));
            }
        }
    }
}
