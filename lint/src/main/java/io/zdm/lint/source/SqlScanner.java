package io.zdm.lint.source;

import java.util.Locale;

/** Reads PostgreSQL's tokens one after another, as far as finding the ends of statements needs it. */
final class SqlScanner {

    enum Kind {
        BLANK,
        COMMENT,
        META,
        SEMICOLON,
        TOKEN
    }

    private static final String SENDING = "g gx gexec gset gdesc crosstabview watch ";

    private final String text;
    private final StringBuilder clean;
    private Kind kind = Kind.BLANK;
    private int start;
    private int end;
    private int parentheses;
    private int words;
    private boolean routine;
    private int bodies;

    SqlScanner(String text) {
        this.text = text;
        this.clean = new StringBuilder(text);
    }

    Kind kind() {
        return kind;
    }

    int start() {
        return start;
    }

    Comment comment() {
        boolean line = text.startsWith("--", start);
        int inner = line || !text.startsWith("*/", end - 2) || end - start < 4 ? end : end - 2;
        return new Comment(text.substring(start + 2, inner).strip(), start, end);
    }

    /** Whether the command of psql in the current place sends the statement, as a semicolon does. */
    boolean metaSends() {
        if (charAt(start + 1) == ';') {
            return true; // in the same message to the server, but another statement
        }
        int at = start + 1;
        while (at < end && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return SENDING.contains(text.substring(start + 1, at) + " ") && at > start + 1;
    }

    void statementEnds() {
        parentheses = 0;
        words = 0;
        routine = false;
        bodies = 0;
    }

    /** The text with placeholders replaced, of the same length. */
    String clean(int from, int to) {
        return clean.substring(from, to);
    }

    /** Goes behind the line that ends the data of COPY FROM STDIN. */
    void skipCopyData() {
        int line = text.indexOf('\n', end);
        while (line >= 0) {
            int next = text.indexOf('\n', line + 1);
            String data = text.substring(line + 1, next < 0 ? text.length() : next);
            if (data.stripTrailing().equals("\\.")) {
                end = next < 0 ? text.length() : next;
                return;
            }
            line = next;
        }
        end = text.length();
    }

    boolean next() {
        start = end;
        if (start >= text.length()) {
            return false;
        }
        char c = text.charAt(start);
        char following = charAt(start + 1);
        kind = Kind.TOKEN;
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            kind = Kind.BLANK;
            end = start + 1;
            if (c == '\uFEFF') {
                clean.setCharAt(start, ' ');
            }
        } else if (c == '-' && following == '-') {
            kind = Kind.COMMENT;
            end = lineEnd(start);
        } else if (c == '/' && following == '*') {
            kind = Kind.COMMENT;
            end = blockEnd();
        } else if (c == '\\') {
            kind = Kind.META;
            end = metaEnd();
            blank(start, end);
        } else if (c == '\'') {
            end = quoteEnd(start, '\'', false);
        } else if (c == '"') {
            end = quoteEnd(start, '"', false);
        } else if (c == '$') {
            end = following == '{' ? placeholderEnd() : dollarEnd();
        } else if (c == ':' && following != ':' && charAt(start - 1) != ':' && startsVariable(following)) {
            clean.setCharAt(start, ' ');
            end = start + 1;
        } else if (isWordStart(c)) {
            end = wordEnd(start);
            if ((c == 'E' || c == 'e') && end == start + 1 && following == '\'') {
                end = quoteEnd(end, '\'', true);
            } else {
                word(text.substring(start, end));
            }
        } else {
            end = start + 1;
            parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
            if (c == ';' && parentheses == 0 && bodies == 0) {
                kind = Kind.SEMICOLON;
            }
        }
        return true;
    }

    /** As psql counts: the body of an SQL-standard function has semicolons of its own. */
    private void word(String word) {
        words++;
        String lower = word.length() > 9 ? "" : word.toLowerCase(Locale.ROOT);
        if (words <= 4 && (lower.equals("function") || lower.equals("procedure"))) {
            routine = true;
        }
        if (!routine || parentheses > 0) {
            return;
        }
        if (lower.equals("begin") || (lower.equals("case") && bodies > 0)) {
            bodies++;
        } else if (lower.equals("end") && bodies > 0) {
            bodies--;
        }
    }

    private int metaEnd() {
        if (charAt(start + 1) == ';') {
            return start + 2;
        }
        int line = lineEnd(start);
        int separator = text.substring(start + 1, line).indexOf("\\\\");
        return separator >= 0 ? start + 1 + separator + 2 : line;
    }

    private int blockEnd() {
        int depth = 1;
        int at = start + 2;
        while (at < text.length() && depth > 0) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private int quoteEnd(int from, char quote, boolean escapes) {
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escapes && c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return text.length();
    }

    private int dollarEnd() {
        int tag = start + 1;
        if (isWordStart(charAt(tag))) {
            while (isWordPart(charAt(tag)) && charAt(tag) != '$') {
                tag++;
            }
        }
        if (charAt(tag) != '$') {
            return start + 1;
        }
        String quote = text.substring(start, tag + 1);
        int close = text.indexOf(quote, tag + 1);
        return close < 0 ? text.length() : close + quote.length();
    }

    /** A placeholder becomes a name: ${schema}.t is read as p_schema_.t. */
    private int placeholderEnd() {
        int close = start + 2;
        while (isWordPart(charAt(close)) || ".:- ".indexOf(charAt(close)) >= 0) {
            close++;
        }
        if (charAt(close) != '}') {
            return start + 1;
        }
        for (int at = start; at <= close; at++) {
            clean.setCharAt(at, at == start ? 'p' : Character.isLetterOrDigit(text.charAt(at)) ? text.charAt(at) : '_');
        }
        return close + 1;
    }

    private boolean startsVariable(char c) {
        return c == '\'' || c == '"' || isWordStart(c);
    }

    private void blank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) != '\n') {
                clean.setCharAt(at, ' ');
            }
        }
    }

    private int lineEnd(int from) {
        int line = text.indexOf('\n', from);
        return line < 0 ? text.length() : line;
    }

    private int wordEnd(int from) {
        int at = from + 1;
        while (isWordPart(charAt(at))) {
            at++;
        }
        return at;
    }

    private char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isWordStart(char c) {
        return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || c == '$' || Character.isDigit(c);
    }
}
