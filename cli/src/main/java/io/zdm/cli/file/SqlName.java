package io.zdm.cli.file;

import io.zdm.engine.change.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name as the catalog has it. Two spellings of one name are equal: {@code T}, {@code t} and {@code "t"}.
 *
 * @param schema null where none was written
 */
public record SqlName(@Nullable String schema, String name) {

    /** One part: quoted with doubled quotes inside, or a plain identifier of PostgreSQL's scanner. */
    private static final Pattern PART = Pattern.compile(
            "\"(?<quoted>(?:[^\"\\x00]|\"\")+)\"|(?<plain>[A-Za-z_\\x{80}-\\x{10FFFF}][\\w$\\x{80}-\\x{10FFFF}]*)");

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /**
     * Reads a name written as in SQL.
     *
     * @throws UsageException where the text is not {@code name} or {@code schema.name}
     */
    public static SqlName parse(String text) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text.strip());
        int position = 0;
        int end = text.strip().length();
        while (position <= end && matcher.region(position, end).lookingAt()) {
            String quoted = matcher.group("quoted");
            parts.add(quoted == null ? fold(matcher.group("plain")) : quoted.replace("\"\"", "\""));
            if (matcher.end() == end) {
                return of(parts, text);
            }
            if (text.strip().charAt(matcher.end()) != '.') {
                break;
            }
            position = matcher.end() + 1;
        }
        throw new UsageException(
                "Cannot read the name %s: write table or schema.table, and a name with capitals, ".formatted(text)
                        + "spaces or other special characters in double quotes, as in SQL: \"Order Items\".");
    }

    /** Whether both may mean the same thing: a name without schema fits any schema. */
    public boolean matches(SqlName other) {
        return name.equals(other.name) && (schema == null || other.schema == null || schema.equals(other.schema));
    }

    /** As in SQL, quoted only where it must be. */
    @Override
    public String toString() {
        return schema == null ? quote(name) : quote(schema) + "." + quote(name);
    }

    private static SqlName of(List<String> parts, String text) {
        return switch (parts.size()) {
            case 1 -> new SqlName(null, parts.get(0));
            case 2 -> new SqlName(parts.get(0), parts.get(1));
            default ->
                throw new UsageException(
                        "Cannot read the name %s: it has more than two parts. Write schema.table; the database comes from the connection."
                                .formatted(text));
        };
    }

    /** PostgreSQL folds ASCII alone where the encoding has more than one byte to a character. */
    private static String fold(String plain) {
        StringBuilder folded = new StringBuilder(plain);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static String quote(String part) {
        return PLAIN.matcher(part).matches() ? part : '"' + part.replace("\"", "\"\"") + '"';
    }
}
