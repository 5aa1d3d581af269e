package io.zdm.engine.plan;

import org.jspecify.annotations.Nullable;

/**
 * A column that is to have another type.
 *
 * @param column its exact name
 * @param to the type, as the user wrote it
 * @param using how values are converted, as the user wrote it; null for assignment
 * @param reverseUsing how they are converted back, over the column's name with its new type; null for assignment
 */
public record TypeTarget(
        String column,
        String to,
        @Nullable String using,
        @Nullable String reverseUsing) {}
