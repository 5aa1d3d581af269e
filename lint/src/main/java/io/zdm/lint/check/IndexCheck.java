package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.Locale;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Drop_statementsContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Reindex_stmtContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_qualified_nameContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_statementContext;

/** Indexes that are made, made again or dropped while nobody may write. */
final class IndexCheck implements Check {

    private static final String CONCURRENTLY = "concurrently";

    @Override
    public void look(Visit visit) {
        Schema_createContext create = visit.create();
        if (create != null && create.create_index_statement() != null) {
            created(visit, create.create_index_statement());
        }
        Schema_dropContext drop = visit.drop();
        if (drop != null
                && drop.drop_statements() != null
                && drop.drop_statements().INDEX() != null) {
            dropped(visit, drop.drop_statements());
        }
        Script_statementContext script = visit.tree().script_statement();
        if (script != null
                && script.script_additional() != null
                && script.script_additional().additional_statement() != null
                && script.script_additional().additional_statement().reindex_stmt() != null) {
            reindexed(visit, script.script_additional().additional_statement().reindex_stmt());
        }
    }

    private static void created(Visit visit, Create_index_statementContext index) {
        String table = index.table_name.getText();
        boolean isNew = visit.scene().isNew(Names.of(table));
        if (index.CONCURRENTLY() != null) {
            if (index.if_not_exists() != null) {
                visit.report(
                        "concurrently-if-not-exists",
                        index.if_not_exists(),
                        "IF NOT EXISTS takes an INVALID index that a failed attempt left behind for the finished one.");
            }
            return;
        }
        if (index.name != null && looksLikeConcurrently(Names.written(index.name))) {
            visit.report(
                    "concurrently-misspelled",
                    index.name,
                    "'" + index.name.getText() + "' is a name here, not CONCURRENTLY: the index gets that name and "
                            + table + " is locked.",
                    new Lock(table, Visit.SHARE));
        }
        if (!isNew && index.ONLY() == null) {
            visit.report(
                    "index-not-concurrent",
                    index,
                    "Nobody can write to " + table + " while the index is built.",
                    new Lock(table, Visit.SHARE));
        }
    }

    private static void dropped(Visit visit, Drop_statementsContext drop) {
        if (drop.CONCURRENTLY() != null) {
            return;
        }
        for (Schema_qualified_nameContext name :
                drop.if_exist_names_restrict_cascade().names_references().schema_qualified_name()) {
            if (!visit.scene().isNew(Names.of(name))) {
                visit.report(
                        "drop-index-not-concurrent",
                        name,
                        "Nobody can read or write the table of " + name.getText()
                                + " from when this waits for its lock.",
                        new Lock(name.getText(), Visit.ACCESS_EXCLUSIVE));
            }
        }
    }

    private static void reindexed(Visit visit, Reindex_stmtContext reindex) {
        boolean option = reindex.reindex_options() != null
                && reindex.reindex_options().getText().toLowerCase(Locale.ROOT).contains(CONCURRENTLY);
        if (reindex.CONCURRENTLY() != null || option) {
            return;
        }
        String what = reindex.schema_qualified_name() == null
                ? "the database"
                : reindex.schema_qualified_name().getText();
        if (!visit.scene().isNew(Names.of(what))) {
            visit.report(
                    "reindex-not-concurrent",
                    reindex,
                    "Nobody can write while " + what + " is indexed again, nor read by its indexes.",
                    new Lock(what, Visit.ACCESS_EXCLUSIVE));
        }
    }

    private static boolean looksLikeConcurrently(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !name.startsWith("\"") && Math.abs(lower.length() - CONCURRENTLY.length()) <= 3 && distance(lower) <= 3;
    }

    private static int distance(String name) {
        int[] row = new int[CONCURRENTLY.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= name.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (name.charAt(i - 1) == CONCURRENTLY.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
