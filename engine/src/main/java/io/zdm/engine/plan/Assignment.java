package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.zdm.engine.catalog.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * How one column is computed from the row.
 *
 * @param column the one that is written, unquoted
 * @param type the column's, as format_type prints it
 * @param expression over the row's columns; assigned, so that a value that does not fit raises an error
 * @param comparable the same value as an expression of the column's very type, which raises where assignment would
 * @param convertible a call that answers whether {@code comparable} would raise, never raising itself
 * @param differs whether a row is to be written, where that is not just that it holds another value; else null
 */
public record Assignment(
        String column,
        String type,
        String expression,
        String comparable,
        String convertible,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String differs) {

    public Assignment(String column, String type, String expression, String comparable, String convertible) {
        this(column, type, expression, comparable, convertible, null);
    }

    /** True where the column does not hold the value. Raises where the value does not convert. */
    public String different() {
        return differs != null ? differs : StoredValues.differ(Identifier.quote(column), "(" + comparable + ")", type);
    }
}
