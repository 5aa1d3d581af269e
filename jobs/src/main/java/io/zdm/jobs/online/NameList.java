package io.zdm.jobs.online;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names as between the parentheses of a foreign key: {@code a, "B"}. */
public final class NameList {

    private NameList() {}

    /** @throws InvalidDefinitionException where one is empty or given twice */
    public static List<String> parse(String key, String written) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (char c : (written + ",").toCharArray()) {
            quoted ^= c == '"';
            if (c != ',' || quoted) {
                name.append(c);
                continue;
            }
            if (name.toString().isBlank()) {
                throw new InvalidDefinitionException(key + " must name columns, with commas between them");
            }
            String parsed = Identifier.parse(name.toString());
            if (names.contains(parsed)) {
                throw new InvalidDefinitionException(key + " names " + parsed + " twice");
            }
            names.add(parsed);
            name.setLength(0);
        }
        if (quoted) {
            throw new InvalidDefinitionException(key + " has a quote that does not end");
        }
        return names;
    }

    public static String sql(List<String> names) {
        return names.stream().map(Identifier::quote).collect(Collectors.joining(", "));
    }
}
