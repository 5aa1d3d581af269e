package io.zdm.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * A column that is to be filled with what an expression says.
 *
 * @param column its exact name
 * @param type of a column that is not there yet, as the user wrote it; null for one that is
 * @param set the value, as the user wrote it
 * @param from other tables that it reads, as after FROM; null where it reads none
 * @param where which rows are concerned, and how the other tables' rows belong to them; null for all
 */
public record ComputedTarget(
        String column,
        @Nullable String type,
        String set,
        @Nullable String from,
        @Nullable String where) {}
