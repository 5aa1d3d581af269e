package io.zdm.jobs.addindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import io.zdm.jobs.online.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param index its exact name, in the table's schema
 * @param columns what stands between the parentheses of CREATE INDEX; null where {@code rest} says all
 * @param method null for btree
 * @param include columns that are only stored
 * @param where of a partial index
 * @param tablespace exact name
 * @param rest all that follows the table's name in CREATE INDEX
 */
public record AddIndex(
        String table,
        String index,
        @Nullable String columns,
        @Nullable String method,
        @Nullable String include,
        @Nullable String where,
        @Nullable String tablespace,
        @Nullable String rest)
        implements SchemaChange {

    public static final String KIND = "addIndex";

    @Override
    public String kind() {
        return KIND;
    }

    /** What follows the table's name, as the user wrote it. */
    String written() {
        if (rest != null) {
            return rest;
        }
        return (method == null ? "" : "USING " + Identifier.quote(method) + " ") + "(" + columns + ")"
                + (include == null ? "" : " INCLUDE (" + include + ")")
                + (tablespace == null ? "" : " TABLESPACE " + Identifier.quote(tablespace))
                + (where == null ? "" : " WHERE " + where);
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("index", Identifier.quote(index));
        Text.put(keys, "columns", columns);
        Text.put(keys, "method", method);
        Text.put(keys, "include", include);
        Text.put(keys, "where", where);
        Text.put(keys, "tablespace", tablespace == null ? null : Identifier.quote(tablespace));
        Text.put(keys, "definition", rest);
        return keys;
    }
}
