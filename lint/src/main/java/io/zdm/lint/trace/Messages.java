package io.zdm.lint.trace;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the server said at debug1 about its own work: tables written again, rows looked at, indexes built. */
record Messages(List<Work> work, boolean skipped) {

    /**
     * @param verb what was done, as a report says it
     * @param object a table's name; a constraint's where {@code foreignKey}
     */
    record Work(String verb, String object, boolean foreignKey) {}

    private static final Pattern TABLE = Pattern.compile("^(rewriting|verifying) table \"(.+)\"");
    private static final Pattern INDEX = Pattern.compile("^building index \"(.+)\" on table \"(.+)\"");
    private static final Pattern FOREIGN_KEY = Pattern.compile("^validating foreign key constraint \"(.+)\"");

    /** An object of that name is there already, or none is: IF [NOT] EXISTS did nothing. */
    private static final Set<String> SKIPPING = Set.of("42P07", "42701", "42710", "42P06", "42723");

    static Messages of(@Nullable SQLWarning first) {
        List<Work> work = new ArrayList<>();
        boolean skipped = false;
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            String text = warning.getMessage() == null ? "" : warning.getMessage();
            skipped |= SKIPPING.contains(String.valueOf(warning.getSQLState())) || text.endsWith(", skipping");
            Matcher table = TABLE.matcher(text);
            Matcher index = INDEX.matcher(text);
            Matcher foreignKey = FOREIGN_KEY.matcher(text);
            if (table.find()) {
                work.add(new Work(table.group(1).equals("rewriting") ? "wrote" : "read", table.group(2), false));
            } else if (index.find()) {
                work.add(new Work("built an index on", index.group(2), false));
            } else if (foreignKey.find()) {
                work.add(new Work("read", foreignKey.group(1), true));
            }
        }
        return new Messages(work, skipped);
    }
}
