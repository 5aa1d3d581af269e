package io.zdm.lint.check;

import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/**
 * One statement by PostgreSQL's grammar: its tree, or where and why it could not be read.
 *
 * @param tree null where it was not understood
 * @param errorOffset where in the statement
 */
record SqlParse(@Nullable StatementContext tree, int errorOffset, String error) {

    /** A tree takes a hundred times the memory of its text. */
    static final int LONGEST = 200_000;

    /** Fast first; only what that does not understand is read again with all of the context. */
    static SqlParse of(String sql) {
        if (sql.length() > LONGEST) {
            return new SqlParse(null, 0, String.format(Locale.ROOT, "it has more than %,d characters", LONGEST));
        }
        try {
            SqlParse fast = parse(sql, PredictionMode.SLL);
            return fast.tree() != null ? fast : parse(sql, PredictionMode.LL);
        } catch (StackOverflowError e) {
            // the parser calls itself for each parenthesis
            return new SqlParse(null, 0, "nested too deeply");
        }
    }

    private static SqlParse parse(String sql, PredictionMode mode) {
        FirstError error = new FirstError();
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(sql));
        lexer.removeErrorListeners();
        lexer.addErrorListener(error);
        SQLParser parser = new SQLParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(error);
        parser.getInterpreter().setPredictionMode(mode);
        SQLParser.SqlContext root = parser.sql();
        if (error.message != null || root.statement().size() != 1) {
            return new SqlParse(null, error.offset, error.message == null ? "not one statement" : error.message);
        }
        return new SqlParse(root.statement(0), 0, "");
    }

    private static final class FirstError extends BaseErrorListener {

        private @Nullable String message;
        private int offset;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String text,
                @Nullable RecognitionException e) {
            if (message != null) {
                return;
            }
            if (symbol instanceof Token token && token.getType() == Token.EOF) {
                message = "unexpected end";
            } else {
                message = symbol instanceof Token token ? "unexpected '" + token.getText() + "'" : "unexpected sign";
            }
            offset = symbol instanceof Token token ? token.getStartIndex() : 0;
        }
    }
}
