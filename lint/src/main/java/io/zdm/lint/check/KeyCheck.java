package io.zdm.lint.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_defContext;

/** Keys that will be too small, and foreign keys that no index serves. */
final class KeyCheck implements Check {

    private static final Set<String> SMALL =
            Set.of("int", "integer", "int4", "serial", "serial4", "smallint", "int2", "smallserial", "serial2");

    @Override
    public void look(Visit visit) {
        Schema_createContext create = visit.create();
        if (create != null && create.create_table_statement() != null) {
            created(visit, create.create_table_statement());
        }
        Alter_table_statementContext alter = visit.alterTable();
        if (alter == null || visit.scene().isNew(Names.of(alter.name))) {
            return;
        }
        for (Table_actionContext action : alter.table_action()) {
            if (action.tabl_constraint != null
                    && action.tabl_constraint.constr_body().FOREIGN() != null
                    && action.tabl_constraint.constr_body().col_period != null) {
                List<String> columns = Memory.columns(action.tabl_constraint.constr_body().col_period);
                if (!visit.scene().known.hasIndex(Names.of(alter.name), columns)) {
                    visit.report(
                            "foreign-key-without-index",
                            action,
                            "No index on " + alter.name.getText() + " (" + String.join(", ", columns)
                                    + ") is known here: each DELETE of the referenced table may read all of it.");
                }
            }
        }
    }

    private static void created(Visit visit, Create_table_statementContext table) {
        if (table.define_table().define_columns() == null || table.TEMP() != null || table.TEMPORARY() != null) {
            return;
        }
        for (Table_column_defContext column :
                table.define_table().define_columns().table_column_def()) {
            var definition = column.table_column_definition();
            if (definition != null
                    && SMALL.contains(definition.data_type().getText().toLowerCase(Locale.ROOT))
                    && definition.constraint_common().stream()
                            .anyMatch(constraint -> constraint.constr_body().PRIMARY() != null)) {
                visit.report(
                        "small-key",
                        definition,
                        "The numbers of this key end at "
                                + (definition
                                                .data_type()
                                                .getText()
                                                .toLowerCase(Locale.ROOT)
                                                .matches("small.*|int2|serial2")
                                        ? "32,767."
                                        : "2,147,483,647."));
            }
        }
    }
}
