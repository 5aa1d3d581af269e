package io.zdm.lint.check;

import io.zdm.lint.Finding;
import io.zdm.lint.Lock;
import io.zdm.lint.source.SqlStatement;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_dropContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/** One statement while the checks look at it. */
record Visit(SqlStatement statement, int shift, StatementContext tree, Scene scene, List<Finding> findings) {

    static final String ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE";
    static final String SHARE = "SHARE";
    static final String SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE";

    @Nullable
    Schema_createContext create() {
        Schema_statementContext schema = tree.schema_statement();
        return schema == null ? null : schema.schema_create();
    }

    @Nullable
    Schema_alterContext alter() {
        Schema_statementContext schema = tree.schema_statement();
        return schema == null ? null : schema.schema_alter();
    }

    @Nullable
    Schema_dropContext drop() {
        Schema_statementContext schema = tree.schema_statement();
        return schema == null ? null : schema.schema_drop();
    }

    @Nullable
    Alter_table_statementContext alterTable() {
        Schema_alterContext alter = alter();
        return alter == null ? null : alter.alter_table_statement();
    }

    void report(String rule, ParserRuleContext at, String message, Lock... locks) {
        report(rule, at.getStart().getStartIndex(), message, locks);
    }

    void report(String id, int at, String message, Lock... locks) {
        int offset = statement.offset()
                + Math.min(shift + at, Math.max(0, statement.text().length() - 1));
        findings.add(Finding.of(
                id, statement.file(), offset, statement.number(), message, statement.text(), List.of(locks)));
    }
}
