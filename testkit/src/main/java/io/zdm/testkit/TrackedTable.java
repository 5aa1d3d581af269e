package io.zdm.testkit;

import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JournalledTraffic} must know of a table. Names are SQL: qualified and quoted where they need it. Keys and
 * values are text, in the spelling in which PostgreSQL prints them; parameters are sent without a type, so the server
 * reads them as the column's.
 *
 * @param table the table
 * @param key the key column
 * @param keys supplies keys that no row has or had; called from several threads at once
 * @param tracked the column whose values are journalled
 * @param values makes up a value for it; {@code null} is NULL
 * @param otherUpdate an assignment to some other column, such as {@code updated_at = now()}
 * @param insert a complete INSERT of one row, with {@code :key} and {@code :value}, each as often as needed
 * @param touchable which of the rows that were there at the start may be written and deleted, a condition over the table
 */
public record TrackedTable(
        String table,
        String key,
        Supplier<String> keys,
        String tracked,
        Function<Random, @Nullable String> values,
        String otherUpdate,
        String insert,
        String touchable) {

    /** All rows that were there at the start may be touched. */
    public TrackedTable(
            String table,
            String key,
            Supplier<String> keys,
            String tracked,
            Function<Random, @Nullable String> values,
            String otherUpdate,
            String insert) {
        this(table, key, keys, tracked, values, otherUpdate, insert, "true");
    }

    /** The same table with other values: what an application writes may change with the column. */
    public TrackedTable withValues(Function<Random, @Nullable String> others) {
        return new TrackedTable(table, key, keys, tracked, others, otherUpdate, insert, touchable);
    }
}
