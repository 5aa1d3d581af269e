package io.zdm.lint.check;

import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;

/** Names as PostgreSQL folds them, to be compared. Its default schema is left out, as most migrations do. */
final class Names {

    private Names() {}

    static String of(ParseTree name) {
        return of(name instanceof ParserRuleContext context ? written(context) : name.getText());
    }

    /** As it stands in the file: the parser's own text has lost the quotes. */
    static String written(ParserRuleContext context) {
        int from = context.getStart().getStartIndex();
        int to = Math.max(from, context.getStop().getStopIndex());
        return context.getStart().getInputStream().getText(Interval.of(from, to));
    }

    static String of(String name) {
        StringBuilder folded = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else {
                folded.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        String all = folded.toString();
        return all.startsWith("public.") ? all.substring("public.".length()) : all;
    }
}
