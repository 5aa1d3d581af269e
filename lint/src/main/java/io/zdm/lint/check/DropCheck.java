package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.ArrayList;
import java.util.List;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Cascade_restrictContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;

/** What is dropped and was not made here. */
final class DropCheck implements Check {

    @Override
    public void look(Visit visit) {
        Schema_dropContext drop = visit.drop();
        if (drop == null) {
            return;
        }
        if (drop.drop_statements() != null) {
            statements(visit, drop.drop_statements());
        } else if (drop.drop_trigger_statement() != null) {
            String table = drop.drop_trigger_statement().table_name.getText();
            if (!visit.scene().isNew(Names.of(table))) {
                visit.report(
                        "trigger",
                        drop,
                        "Nobody can read or write " + table + " from when this waits for its lock.",
                        new Lock(table, Visit.ACCESS_EXCLUSIVE));
            }
        } else if (drop.drop_function_statement() != null) {
            if (!visit.scene().isNew(Names.of(drop.drop_function_statement().name))) {
                visit.report("drop-object", drop, "Whoever still calls it fails.");
            }
            cascade(visit, drop.drop_function_statement().cascade_restrict());
        } else if (drop.drop_database_statement() != null || drop.drop_owned_statement() != null) {
            visit.report("drop-object", drop, "This destroys everything in it, and there is no way back.");
        }
    }

    private static void statements(Visit visit, Drop_statementsContext drop) {
        var names = drop.if_exist_names_restrict_cascade();
        if (drop.INDEX() != null) {
            return;
        }
        List<Schema_qualified_nameContext> old = new ArrayList<>();
        for (Schema_qualified_nameContext name : names.names_references().schema_qualified_name()) {
            String folded = Names.of(name);
            if (!visit.scene().isNew(drop.SCHEMA() != null ? "schema " + folded : folded)) {
                old.add(name);
            }
        }
        for (Schema_qualified_nameContext name : old) {
            String text = name.getText();
            Lock lock = new Lock(text, Visit.ACCESS_EXCLUSIVE);
            if (drop.TABLE() != null) {
                visit.report("drop-table", name, "Whoever still uses " + text + " fails, and its rows are gone.", lock);
            } else if (drop.SCHEMA() != null) {
                visit.report("drop-schema", name, "Everything in " + text + " goes, and there is no way back.", lock);
            } else if (drop.VIEW() != null || drop.SEQUENCE() != null) {
                visit.report("drop-object", name, "Whoever still uses " + text + " fails.", lock);
            } else {
                visit.report("drop-object", name, "Whoever still uses " + text + " fails.");
            }
        }
        if (!old.isEmpty()) {
            cascade(visit, names.cascade_restrict());
        }
    }

    private static void cascade(Visit visit, @org.jspecify.annotations.Nullable Cascade_restrictContext cascade) {
        if (cascade != null && cascade.CASCADE() != null) {
            visit.report(
                    "drop-cascade",
                    cascade,
                    "CASCADE drops whatever depends on it, whatever that is in production, and locks its tables.");
        }
    }
}
