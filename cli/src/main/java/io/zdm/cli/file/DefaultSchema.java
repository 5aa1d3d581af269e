package io.zdm.cli.file;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schema of tables that are written without one. It becomes part of what is read: whoever reads the change later, on
 * another search_path, means the same table.
 *
 * @param name null where the search_path decides
 */
public record DefaultSchema(@Nullable String name) {

    /** As the connection's search_path has it. */
    public static final DefaultSchema NONE = new DefaultSchema(null);

    /** The key of a definition that names another table. */
    private static final String OTHER_TABLE = "references";

    String qualified(String table) {
        SqlName written = SqlName.parse(table);
        return name == null || written.schema() != null ? table : new SqlName(name, written.name()).toString();
    }

    /** Tables that a definition names; in expressions, names are looked up as everywhere. */
    Map<String, Object> qualified(Map<String, Object> values) {
        if (name == null || !(values.get(OTHER_TABLE) instanceof String other)) {
            return values;
        }
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put(OTHER_TABLE, qualified(other));
        return all;
    }
}
