package io.zdm.jobs.renamecolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param column exact name
 * @param to exact name
 * @param fireUserTriggers whether the table's own triggers fire on the backfill's updates
 */
public record RenameColumn(String table, String column, String to, boolean fireUserTriggers) implements SchemaChange {

    public static final String KIND = "renameColumn";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("column", Identifier.quote(column));
        keys.put("to", Identifier.quote(to));
        if (fireUserTriggers) {
            keys.put("fireUserTriggers", true);
        }
        return keys;
    }
}
