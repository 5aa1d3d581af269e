package io.zdm.jobs.addcolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param column exact name
 * @param type as SQL
 * @param defaultExpression null for none
 * @param using what existing rows get; null for the default
 * @param comment null for none
 * @param fireUserTriggers whether the table's own triggers fire on the backfill's updates
 */
public record AddColumn(
        String table,
        String column,
        String type,
        @Nullable String defaultExpression,
        @Nullable String using,
        boolean notNull,
        @Nullable String comment,
        boolean fireUserTriggers)
        implements SchemaChange {

    public static final String KIND = "addColumn";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("column", Identifier.quote(column));
        keys.put("type", type);
        if (defaultExpression != null) {
            keys.put("default", defaultExpression);
        }
        if (using != null) {
            keys.put("using", using);
        }
        if (notNull) {
            keys.put("notNull", true);
        }
        if (comment != null) {
            keys.put("comment", comment);
        }
        if (fireUserTriggers) {
            keys.put("fireUserTriggers", true);
        }
        return keys;
    }
}
