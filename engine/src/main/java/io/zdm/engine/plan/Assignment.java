package io.zdm.engine.plan;

/**
 * How one column is computed from the row.
 *
 * @param column the one that is written, unquoted
 * @param expression over the row's columns; assigned, so that a value that does not fit raises an error
 * @param comparable the same value as an expression of the column's very type, which raises where assignment would
 * @param convertible a call that answers whether {@code comparable} would raise, never raising itself
 */
public record Assignment(String column, String expression, String comparable, String convertible) {}
