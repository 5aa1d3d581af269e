package io.zdm.lint.trace;

import io.zdm.lint.source.SqlStatement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines that follow a COPY FROM STDIN in a file of psql's. */
final class CopyData {

    private static final Pattern FROM_STDIN =
            Pattern.compile("COPY\\b.*\\bFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private CopyData() {}

    /** Null where the statement is no COPY FROM STDIN. */
    static @Nullable String of(SqlStatement statement) {
        if (!FROM_STDIN.matcher(statement.sql()).matches()) {
            return null;
        }
        StringBuilder data = new StringBuilder();
        String text = statement.file().text();
        int line = text.indexOf('\n', statement.end());
        while (line >= 0 && line + 1 < text.length()) {
            int next = text.indexOf('\n', line + 1);
            String row = text.substring(line + 1, next < 0 ? text.length() : next);
            if (row.stripTrailing().equals("\\.")) {
                break;
            }
            data.append(row.endsWith("\r") ? row.substring(0, row.length() - 1) : row)
                    .append('\n');
            line = next;
        }
        return data.toString();
    }
}
