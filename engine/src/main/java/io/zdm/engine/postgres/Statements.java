package io.zdm.engine.postgres;

import io.zdm.engine.plan.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Splits a text into its statements, as the driver does: it knows quotes, dollar quotes, comments and BEGIN ATOMIC. */
final class Statements {

    private Statements() {}

    static List<Statement> of(String text) {
        try {
            List<Statement> statements = new ArrayList<>();
            for (NativeQuery query : Parser.parseJdbcSql(Sql.literally(text), true, false, true, false, false)) {
                List<String> words = SqlWords.of(query.nativeSql);
                if (!words.isEmpty()) {
                    statements.add(new Statement(query.nativeSql.strip(), words));
                }
            }
            return statements;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot tell the statements of: " + text, e);
        }
    }
}
