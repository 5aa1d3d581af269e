package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog describes it.
 *
 * @param number pg_attribute.attnum: stays the same when the column is renamed
 * @param type as format_type prints it, with its modifier
 * @param typeLength bytes, -1 where it varies
 * @param collation qualified, or null where it is the type's own
 * @param notNullConstraint its name, from PostgreSQL 18 on
 * @param identity {@code a}, {@code d} or empty
 * @param generated {@code s}, {@code v} or empty
 * @param storage p, e, m or x
 * @param compression p, l or empty
 * @param options the known ones of attoptions ({@code n_distinct=…}), as SQL
 * @param local whether the table itself defines it
 * @param parents how many parent tables it is inherited from
 * @param partitionKey whether rows are distributed by it
 * @param grants complete GRANT tails: {@code SELECT|TO role|…}
 */
public record ColumnSnapshot(
        String name,
        int number,
        String type,
        long typeOid,
        int typeModifier,
        int typeLength,
        @Nullable String collation,
        boolean notNull,
        @Nullable String notNullConstraint,
        @Nullable String notNullComment,
        @Nullable String defaultExpression,
        String identity,
        String generated,
        String storage,
        String compression,
        @Nullable Integer statisticsTarget,
        List<String> options,
        @Nullable String comment,
        boolean local,
        int parents,
        boolean partitionKey,
        List<ColumnGrant> grants) {

    /** As SQL. */
    public String typeWithCollation() {
        return collation == null ? type : type + " COLLATE " + collation;
    }
}
