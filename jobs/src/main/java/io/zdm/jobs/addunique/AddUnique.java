package io.zdm.jobs.addunique;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * @param constraint its exact name, and its index's
 * @param include columns that are only stored
 */
public record AddUnique(
        String table,
        String constraint,
        List<String> columns,
        List<String> include,
        boolean nullsNotDistinct,
        boolean deferrable,
        boolean initiallyDeferred)
        implements SchemaChange {

    public static final String KIND = "addUnique";

    @Override
    public String kind() {
        return KIND;
    }

    String written() {
        return "UNIQUE " + (nullsNotDistinct ? "NULLS NOT DISTINCT " : "") + "(" + NameList.sql(columns) + ")"
                + (include.isEmpty() ? "" : " INCLUDE (" + NameList.sql(include) + ")")
                + deferral();
    }

    String deferral() {
        return (deferrable || initiallyDeferred ? " DEFERRABLE" : "")
                + (initiallyDeferred ? " INITIALLY DEFERRED" : "");
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("constraint", Identifier.quote(constraint));
        keys.put("columns", NameList.sql(columns));
        Text.put(keys, "include", include.isEmpty() ? null : NameList.sql(include));
        Text.put(keys, "nullsNotDistinct", nullsNotDistinct ? true : null);
        Text.put(keys, "deferrable", deferrable ? true : null);
        Text.put(keys, "initiallyDeferred", initiallyDeferred ? true : null);
        return keys;
    }
}
