package io.zdm.engine.catalog;

import java.util.List;

/**
 * A unique NOT NULL key in whose order the table is walked.
 *
 * @param index its name
 * @param columns in the index's order
 */
public record UsableKey(String index, List<KeyColumn> columns) {

    /** @param type as format_type prints it, to cast a bound from text */
    public record KeyColumn(String name, String type) {}

    /** {@code a, b} quoted. */
    public String columnList() {
        return String.join(
                ", ", columns.stream().map(c -> Identifier.quote(c.name())).toList());
    }
}
