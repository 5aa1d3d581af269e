package io.zdm.lint.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a file as psql does: at semicolons outside of quotes, comments, parentheses and BEGIN ATOMIC bodies. Takes out
 * psql's own commands and the data of COPY. Each character is looked at once, so the time is linear in the file's size.
 */
public final class StatementReader {

    private static final Pattern COPY_IN =
            Pattern.compile("COPY\\b.*\\bFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final SourceFile file;
    private final SqlScanner scanner;
    private final List<SqlStatement> statements = new ArrayList<>();
    private List<Comment> comments = new ArrayList<>();
    private int start = -1;

    private StatementReader(SourceFile file) {
        this.file = file;
        this.scanner = new SqlScanner(file.text());
    }

    /** The statements of a file and the comments behind the last one. */
    public record Result(List<SqlStatement> statements, List<Comment> trailing) {}

    public static Result read(SourceFile file) {
        return new StatementReader(file).read();
    }

    private Result read() {
        while (scanner.next()) {
            switch (scanner.kind()) {
                case BLANK -> {}
                case COMMENT -> comments.add(scanner.comment());
                case META -> {
                    if (scanner.metaSends()) {
                        end(scanner.start());
                    }
                }
                case SEMICOLON -> end(scanner.start());
                default -> {
                    if (start < 0) {
                        start = scanner.start();
                    }
                }
            }
        }
        end(file.text().length());
        return new Result(List.copyOf(statements), List.copyOf(comments));
    }

    private void end(int end) {
        scanner.statementEnds();
        if (start < 0) {
            return;
        }
        String text = file.text().substring(start, end).stripTrailing();
        String sql = scanner.clean(start, start + text.length());
        statements.add(new SqlStatement(file, statements.size() + 1, text, sql, start, List.copyOf(comments)));
        comments = new ArrayList<>();
        start = -1;
        if (startsWithCopy(text) && COPY_IN.matcher(sql).matches()) {
            scanner.skipCopyData();
        }
    }

    private static boolean startsWithCopy(String text) {
        return text.regionMatches(true, 0, "COPY", 0, 4);
    }
}
