package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_materialized_view_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** Tables that are renamed, moved or written again as a whole, and switches that change what others see. */
final class TableCheck implements Check {

    @Override
    public void look(Visit visit) {
        Schema_alterContext alter = visit.alter();
        if (alter == null) {
            return;
        }
        if (alter.alter_table_statement() != null) {
            table(visit, alter.alter_table_statement());
        }
        if (alter.alter_schema_statement() != null
                && !visit.scene()
                        .isNew("schema "
                                + Names.of(alter.alter_schema_statement().identifier()))) {
            visit.report(
                    "rename-schema",
                    alter.alter_schema_statement(),
                    "Whoever still names the schema "
                            + alter.alter_schema_statement().identifier().getText() + " fails.");
        }
        if (alter.alter_sequence_statement() != null
                && (alter.alter_sequence_statement().rename_to() != null
                        || alter.alter_sequence_statement().set_schema() != null)
                && !visit.scene().isNew(Names.of(alter.alter_sequence_statement().name))) {
            visit.report(
                    "rename-table",
                    alter.alter_sequence_statement(),
                    "Whoever still uses the old name fails.",
                    new Lock(alter.alter_sequence_statement().name.getText(), Visit.ACCESS_EXCLUSIVE));
        }
        if (alter.alter_view_statement() != null && !visit.scene().isNew(Names.of(alter.alter_view_statement().name))) {
            var action = alter.alter_view_statement().alter_view_action();
            if (action.rename_to() != null || action.set_schema() != null || action.RENAME() != null) {
                visit.report(
                        action.RENAME() != null ? "rename-column" : "rename-table",
                        action,
                        "Whoever still uses the old name fails.",
                        new Lock(alter.alter_view_statement().name.getText(), Visit.ACCESS_EXCLUSIVE));
            }
        }
        if (alter.alter_materialized_view_statement() != null) {
            materializedView(visit, alter.alter_materialized_view_statement());
        }
        if (alter.alter_index_statement() != null
                && alter.alter_index_statement().set_tablespace() != null) {
            visit.report(
                    "set-tablespace",
                    alter.alter_index_statement(),
                    "Nobody can use any of these indexes while their files are copied.");
        }
        if (alter.alter_index_statement() != null
                && alter.alter_index_statement().index_def_action() != null
                && alter.alter_index_statement().index_def_action().set_tablespace() != null) {
            visit.report(
                    "set-tablespace",
                    alter.alter_index_statement(),
                    "Nobody can use the index while its file is copied.",
                    new Lock(
                            alter.alter_index_statement()
                                    .schema_qualified_name()
                                    .getText(),
                            Visit.ACCESS_EXCLUSIVE));
        }
    }

    private static void materializedView(Visit visit, Alter_materialized_view_statementContext alter) {
        var name = alter.schema_qualified_name();
        if (name == null) {
            visit.report("set-tablespace", alter, "Nobody can read any of these views while their files are copied.");
            return;
        }
        var action = alter.alter_materialized_view_action();
        if (visit.scene().isNew(Names.of(name))) {
            return;
        }
        Lock lock = new Lock(name.getText(), Visit.ACCESS_EXCLUSIVE);
        if (action.rename_to() != null || action.set_schema() != null || action.RENAME() != null) {
            visit.report(
                    action.RENAME() != null ? "rename-column" : "rename-table",
                    action,
                    "Whoever still uses the old name fails.",
                    lock);
        } else if (action.materialized_view_action().stream().anyMatch(each -> each.METHOD() != null)) {
            visit.report(
                    "set-access-method",
                    action,
                    "Nobody can read " + name.getText() + " while it is written again as a whole.",
                    lock);
        }
    }

    private static void table(Visit visit, Alter_table_statementContext alter) {
        if (visit.scene().isNew(Names.of(alter.name))) {
            return;
        }
        String table = alter.name.getText();
        Lock lock = new Lock(table, Visit.ACCESS_EXCLUSIVE);
        if (alter.rename_to() != null) {
            visit.report("rename-table", alter.rename_to(), "Whoever still names " + table + " fails.", lock);
        } else if (alter.set_schema() != null) {
            visit.report("set-schema", alter.set_schema(), "Whoever still names " + table + " there fails.", lock);
        } else if (alter.RENAME() != null && alter.CONSTRAINT() == null) {
            visit.report(
                    "rename-column",
                    alter.identifier(0),
                    "Whoever still names " + alter.identifier(0).getText() + " fails.",
                    lock);
        }
        String copied = "Nobody can read or write " + table + " while it is written again as a whole.";
        for (Table_actionContext action : alter.table_action()) {
            if (action.set_tablespace() != null) {
                visit.report("set-tablespace", action, copied, lock);
            } else if (action.set_logged() != null) {
                visit.report("set-logged", action, copied, lock);
            } else if (action.METHOD() != null) {
                visit.report("set-access-method", action, copied, lock);
            } else if (action.ROW() != null && action.ENABLE() != null) {
                visit.report(
                        "row-security",
                        action,
                        "Whoever is not the owner sees no row of " + table + " until a policy lets them.",
                        lock);
            } else if (action.TRIGGER() != null && action.drop_constraint() == null) {
                visit.report(
                        "trigger",
                        action,
                        "Writers of " + table + " wait, and from then on other code runs with their writes.",
                        new Lock(table, Visit.SHARE_ROW_EXCLUSIVE));
            } else if (action.drop_constraint() != null
                    && action.drop_constraint().cascade_restrict() != null
                    && action.drop_constraint().cascade_restrict().CASCADE() != null) {
                visit.report(
                        "drop-cascade",
                        action,
                        "CASCADE drops the foreign keys that use it, and locks their tables.",
                        lock);
            } else if (action.drop_constraint() != null) {
                visit.report(
                        "drop-constraint",
                        action,
                        "What the constraint kept out may come in; a foreign key locks both tables.",
                        lock);
            }
        }
    }
}
