package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.Map;

/** @param column exact name */
public record DropColumn(String table, String column) implements SchemaChange {

    public static final String KIND = "dropColumn";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        return Map.of("column", Identifier.quote(column));
    }
}
