package io.zdm.cli.render;

import io.zdm.cli.render.ScriptLine.Comment;
import io.zdm.cli.render.ScriptLine.Each;
import io.zdm.cli.render.ScriptLine.Say;
import io.zdm.cli.render.ScriptLine.Sql;
import io.zdm.cli.render.ScriptLine.Unless;
import io.zdm.cli.render.ScriptLine.WhereSet;
import java.util.List;

/** Script lines in psql's language. Nothing in a name or a title may become a command of it. */
final class PsqlPrinter {

    /** In upper case: deparsed SQL has no {@code :NAME} outside quotes that psql would take for it. */
    private static final String ANSWER = "ZDM_DONE";

    private final StringBuilder out = new StringBuilder();

    private PsqlPrinter() {}

    static String print(List<ScriptLine> lines) {
        PsqlPrinter printer = new PsqlPrinter();
        lines.forEach(printer::line);
        return printer.out.toString();
    }

    private void line(ScriptLine line) {
        if (line instanceof Comment comment) {
            comment.text().lines().forEach(l -> out.append("-- ").append(l).append('\n'));
        } else if (line instanceof Say say) {
            out.append("\\echo ").append(argument(say.text())).append('\n');
        } else if (line instanceof Sql sql) {
            out.append(sql.statement()).append(";\n");
        } else if (line instanceof Each each) {
            out.append(each.question()).append(" \\gexec\n");
        } else if (line instanceof Unless unless) {
            out.append("SELECT coalesce((").append(unless.question());
            out.append("), false) AS \"")
                    .append(ANSWER)
                    .append("\" \\gset\n\\if :")
                    .append(ANSWER)
                    .append('\n');
            line(new Say("  " + unless.otherwise()));
            out.append("\\else\n");
            unless.lines().forEach(this::line);
            out.append("\\endif\n");
        } else if (line instanceof WhereSet set) {
            out.append("\\if :{?").append(set.variable()).append("}\n");
            set.then().forEach(this::line);
            out.append("\\else\n");
            set.otherwise().forEach(this::line);
            out.append("\\endif\n");
        }
    }

    /** In single quotes psql runs no backquotes and replaces no variables; it has C's escapes there. */
    static String argument(String text) {
        String flat = text.replaceAll("\\R", " ");
        return "'" + flat.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
