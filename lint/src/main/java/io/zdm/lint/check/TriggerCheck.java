package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;

/** New triggers. */
final class TriggerCheck implements Check {

    @Override
    public void look(Visit visit) {
        Schema_createContext create = visit.create();
        if (create == null || create.create_trigger_statement() == null) {
            return;
        }
        String table = create.create_trigger_statement().table_name.getText();
        if (!visit.scene().isNew(Names.of(table))) {
            visit.report(
                    "trigger",
                    create.create_trigger_statement(),
                    "Writers of " + table + " wait, and from then on other code runs with their writes.",
                    new Lock(table, Visit.SHARE_ROW_EXCLUSIVE));
        }
    }
}
