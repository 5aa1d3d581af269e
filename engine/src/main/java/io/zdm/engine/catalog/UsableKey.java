package io.zdm.engine.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * A unique NOT NULL key in whose order the table is walked. A table without one is walked in the order of its blocks.
 *
 * @param index its name
 * @param columns in the index's order
 */
public record UsableKey(String index, List<KeyColumn> columns) {

    /** @param type as format_type prints it, to cast a bound from text */
    public record KeyColumn(String name, String type) {}

    /** The place of a row: it changes with every update, and a table's end grows. */
    public static final UsableKey BLOCKS = new UsableKey("", List.of(new KeyColumn("ctid", "tid")));

    /** Whether rows are walked by where they lie. */
    @JsonIgnore
    public boolean isBlocks() {
        return equals(BLOCKS);
    }

    /** The same key after columns have taken other types, by name. */
    public UsableKey withTypes(Map<String, String> types) {
        return new UsableKey(
                index,
                columns.stream()
                        .map(c -> new KeyColumn(c.name(), types.getOrDefault(c.name(), c.type())))
                        .toList());
    }

    /** {@code a, b} quoted. */
    public String columnList() {
        return String.join(
                ", ", columns.stream().map(c -> Identifier.quote(c.name())).toList());
    }
}
