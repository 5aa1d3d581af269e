package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extended statistics object.
 *
 * @param kinds ndistinct, dependencies, mcv; empty for a single expression
 * @param columns as SQL: {@code a, b, lower(c)}
 */
public record StatisticsSnapshot(
        long oid,
        String schema,
        String name,
        String owner,
        List<String> kinds,
        String columns,
        List<Integer> columnNumbers,
        @Nullable Integer target,
        @Nullable String comment) {

    public String sql() {
        return Identifier.qualified(schema, name);
    }
}
