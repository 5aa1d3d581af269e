package io.zdm.engine.plan;

import io.zdm.engine.catalog.Identifier;

/**
 * How one column is computed from the row.
 *
 * @param column the one that is written, unquoted
 * @param type the column's, as format_type prints it
 * @param expression over the row's columns; assigned, so that a value that does not fit raises an error
 * @param comparable the same value as an expression of the column's very type, which raises where assignment would
 * @param convertible a call that answers whether {@code comparable} would raise, never raising itself
 */
public record Assignment(String column, String type, String expression, String comparable, String convertible) {

    /** True where the column does not hold the value. Raises where the value does not convert. */
    public String different() {
        return StoredValues.differ(Identifier.quote(column), "(" + comparable + ")", type);
    }
}
