package io.zdm.jobs.dropindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.Map;

/** @param index its exact name, in the table's schema */
public record DropIndex(String table, String index) implements SchemaChange {

    public static final String KIND = "dropIndex";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        return Map.of("index", Identifier.quote(index));
    }
}
