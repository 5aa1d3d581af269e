package io.zdm.jobs.reindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param index its exact name, in the table's schema; null for all of the table */
public record Reindex(String table, @Nullable String index) implements SchemaChange {

    public static final String KIND = "reindex";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        return index == null ? Map.of("all", true) : Map.of("index", Identifier.quote(index));
    }
}
