package io.zdm.lint;

import io.zdm.lint.source.SqlStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The placeholders of a file, such as ${schema}, and the names that stood for them while it was read. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    private final Map<String, String> byName = new LinkedHashMap<>();

    private Placeholders() {}

    static Placeholders of(List<SqlStatement> statements) {
        Placeholders placeholders = new Placeholders();
        for (SqlStatement statement : statements) {
            if (!statement.text().contains("${")) {
                continue;
            }
            Matcher matcher = PLACEHOLDER.matcher(statement.text());
            while (matcher.find()) {
                String name = statement.sql().substring(matcher.start(), matcher.end());
                if (!name.equals(matcher.group())) {
                    placeholders.byName.put(name, matcher.group());
                }
            }
        }
        return placeholders;
    }

    /** What is said of the names, as the file has it. */
    String asWritten(String text) {
        String said = text;
        for (Map.Entry<String, String> placeholder : byName.entrySet()) {
            said = said.replace(placeholder.getKey(), placeholder.getValue());
        }
        return said;
    }
}
