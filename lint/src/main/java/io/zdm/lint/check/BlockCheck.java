package io.zdm.lint.check;

import io.zdm.lint.source.SourceFile;
import io.zdm.lint.source.SqlStatement;
import io.zdm.lint.source.StatementReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SconstContext;

/** Statements inside of DO blocks and of functions: one transaction, and invisible to whoever reviews the file. */
final class BlockCheck implements Check {

    private static final Pattern START = Pattern.compile(
            "(?:^|\\b(?:BEGIN|THEN|ELSE|LOOP)\\s+)((?:ALTER|CREATE|DROP|TRUNCATE|LOCK|REINDEX|REFRESH|CLUSTER|UPDATE|DELETE)\\s)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EXECUTE = Pattern.compile("\\bEXECUTE\\s+'((?:[^']|'')*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATA =
            Pattern.compile("(?:UPDATE|DELETE)\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final List<Check> checks;

    /** @param checks what to look for inside */
    BlockCheck(List<Check> checks) {
        this.checks = checks;
    }

    @Override
    public void look(Visit visit) {
        var script = visit.tree().script_statement();
        var create = visit.create();
        if (script != null
                && script.script_additional() != null
                && script.script_additional().additional_statement() != null
                && script.script_additional().additional_statement().anonymous_block() != null) {
            for (SconstContext body : script.script_additional()
                    .additional_statement()
                    .anonymous_block()
                    .sconst()) {
                body(visit, body, true);
            }
        } else if (create != null && create.create_function_statement() != null) {
            bodies(visit, create.create_function_statement());
        }
    }

    private void bodies(Visit visit, ParseTree tree) {
        if (tree instanceof SconstContext body) {
            body(visit, body, false);
            return;
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            bodies(visit, tree.getChild(i));
        }
    }

    private void body(Visit visit, SconstContext body, boolean runs) {
        String sql = visit.statement().sql();
        Token first = body.getStart();
        boolean dollars = body.BeginDollarStringConstant() != null;
        int from = dollars ? first.getStopIndex() + 1 : first.getStartIndex() + 1;
        int to = Math.max(from, dollars ? body.getStop().getStartIndex() : first.getStopIndex());
        if (to > sql.length() || (!dollars && sql.charAt(from - 1) != '\'')) {
            return;
        }
        String text = sql.substring(from, to);
        // a doubled quote becomes one at the same place
        SourceFile inner = new SourceFile(visit.statement().file().path(), dollars ? text : text.replace("''", " '"));
        for (SqlStatement piece : StatementReader.read(inner).statements()) {
            Matcher start = START.matcher(piece.sql());
            Matcher execute = EXECUTE.matcher(piece.sql());
            if (start.find()) {
                int begin = start.start(1);
                inner(visit, piece.sql().substring(begin), from + piece.offset() + begin, runs);
            } else if (execute.find()) {
                inner(visit, execute.group(1).replace("''", "'"), from + piece.offset() + execute.start(1), runs);
            }
        }
    }

    private void inner(Visit visit, String sql, int at, boolean runs) {
        SqlParse parsed = SqlParse.of(sql);
        if (parsed.tree() == null) {
            return;
        }
        Visit inside = new Visit(visit.statement(), at, parsed.tree(), visit.scene(), visit.findings());
        if (!runs) {
            if (inside.alter() != null || inside.drop() != null) {
                visit.report("ddl-in-block", at, said("function", sql));
            }
            return;
        }
        int before = visit.findings().size();
        checks.forEach(check -> check.look(inside));
        if (visit.findings().size() > before && !DATA.matcher(sql).matches()) {
            visit.report("ddl-in-block", at, said("block", sql));
        }
    }

    private static String said(String where, String sql) {
        String[] words = sql.strip().split("\\s+", 3);
        return "This " + where + " has "
                + (words[0] + " " + (words.length > 1 ? words[1] : "")).toUpperCase(Locale.ROOT)
                + " in it: all of it is one transaction, and its locks are held until the end.";
    }
}
