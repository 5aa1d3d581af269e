package io.zdm.jobs.sql;

import io.zdm.engine.change.SchemaChange;
import io.zdm.jobs.online.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param table the lead table: what is owned while the statements run
 * @param sql the statements
 * @param undo those that take them back; null where there is no way back
 */
public record SqlChange(String table, String sql, @Nullable String undo) implements SchemaChange {

    public static final String KIND = "sql";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("sql", sql);
        Text.put(keys, "undo", undo);
        return keys;
    }
}
