package io.zdm.engine.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a statement's text into words and signs, to see its beginning; literals and comments count for nothing. */
final class SqlWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private int at;

    private SqlWords(String text) {
        this.text = text;
    }

    /** Words in lower case; names in quotes with a leading quote, as they are. */
    static List<String> of(String text) {
        SqlWords words = new SqlWords(text);
        words.split();
        return words.words;
    }

    /** A name as {@link #of} would give it; quotes around what needs none mean nothing. */
    static String name(String quoted) {
        return of(quoted).get(0);
    }

    private void split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                skipTo("\n");
            } else if (text.startsWith("/*", at)) {
                skipTo("*/");
            } else if (c == '\'') {
                quoted('\'');
                words.add("'");
            } else if (c == '"') {
                String name = quoted('"');
                words.add(isPlain(name) ? name : '"' + name);
            } else if (Character.isLetterOrDigit(c) || c == '_') {
                words.add(word());
            } else {
                words.add(String.valueOf(c));
                at++;
            }
        }
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : found + end.length();
    }

    private String quoted(char quote) {
        StringBuilder inside = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    break;
                }
            }
            inside.append(text.charAt(at));
        }
        at++;
        return inside.toString();
    }

    private String word() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(from, at).toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.chars()
                        .allMatch(c -> c == '_'
                                || Character.isDigit(c)
                                || (Character.isLetter(c) && Character.isLowerCase(c)));
    }
}
