package io.zdm.lint.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_transactionContext;

/** What PostgreSQL refuses inside a transaction, and transactions inside others. */
final class TransactionCheck implements Check {

    @Override
    public void look(Visit visit) {
        Scene scene = visit.scene();
        Script_statementContext script = visit.tree().script_statement();
        Script_transactionContext transaction = script == null ? null : script.script_transaction();
        if (transaction != null
                && (transaction.BEGIN() != null || transaction.START() != null)
                && scene.inTransaction()) {
            visit.report(
                    "nested-transaction",
                    transaction,
                    scene.begun
                            ? "A transaction is open already: this begins none, and the first COMMIT ends all."
                            : "The tool that runs this file has opened a transaction: this begins none.");
        }
        if (!scene.inTransaction()) {
            return;
        }
        if (isConcurrent(visit)) {
            visit.report(
                    "concurrently-in-transaction",
                    visit.tree(),
                    "CONCURRENTLY is refused inside a transaction: this fails.");
        } else if (isAlone(visit, script)) {
            visit.report("not-in-transaction", visit.tree(), "This is refused inside a transaction: it fails.");
        }
    }

    /** REFRESH … CONCURRENTLY is the one that may run inside. */
    static boolean isConcurrent(Visit visit) {
        var create = visit.create();
        if (create != null && create.create_index_statement() != null) {
            return create.create_index_statement().CONCURRENTLY() != null;
        }
        var drop = visit.drop();
        if (drop != null && drop.drop_statements() != null) {
            return drop.drop_statements().CONCURRENTLY() != null;
        }
        var alter = visit.alterTable();
        if (alter != null && alter.alter_partition() != null) {
            return alter.alter_partition().CONCURRENTLY() != null;
        }
        var script = visit.tree().script_statement();
        if (script != null
                && script.script_additional() != null
                && script.script_additional().additional_statement() != null
                && script.script_additional().additional_statement().reindex_stmt() != null) {
            return visit.tree().getText().toUpperCase(Locale.ROOT).contains("CONCURRENTLY");
        }
        return false;
    }

    private static boolean isAlone(Visit visit, @Nullable Script_statementContext script) {
        boolean vacuum = script != null
                && script.script_additional() != null
                && script.script_additional().VACUUM() != null;
        var create = visit.create();
        var drop = visit.drop();
        return vacuum
                || (create != null
                        && (create.create_database_statement() != null || create.create_tablespace_statement() != null))
                || (drop != null && drop.drop_database_statement() != null);
    }
}
