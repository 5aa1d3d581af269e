package io.zdm.engine.plan;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL said of a change that it made on an empty twin of the table.
 *
 * @param work the server's own messages about rewriting, verifying and building: none where it is metadata only
 * @param columns in the order asked for
 * @param shadow how everything on the columns reads with the new types and the shadows' names
 * @param old how it reads with the types of today and the names that the old columns will have after the swap
 * @param indexColumns by the OID of the index on the table: the names that the index's own columns have after ALTER
 * @param partners by the OID of a foreign key of the table or to it, on the columns
 */
public record Rehearsed(
        List<Problem> problems,
        List<String> work,
        List<Column> columns,
        Shape shadow,
        Shape old,
        Map<Long, List<String>> indexColumns,
        Map<Long, Partners> partners) {

    /**
     * A column after the change, under the shadow's name.
     *
     * @param typeStorage the storage that the type has by itself
     * @param dimensions as declared: {@code int[][]} has two, which its type does not tell
     * @param identity what became of an identity column's sequence, null where the column is none
     * @param reverse the way back, null where there is none
     */
    public record Column(
            String name,
            ColumnSnapshot after,
            String typeStorage,
            int dimensions,
            @Nullable SequenceSnapshot identity,
            Conversion forward,
            @Nullable Conversion reverse) {

        /** The type as it would be declared. */
        public String declared() {
            return after.type() + "[]".repeat(Math.max(dimensions - 1, 0));
        }
    }

    /**
     * A conversion, deparsed: every name in it is qualified or built in.
     *
     * @param expression over the columns by the names they have when it is used before the swap (forward) or after it
     *     (reverse); assigned
     * @param comparable the same as an expression of the very type, raising where assignment would
     * @param afterSwap a forward conversion over the names that its columns have after the swap
     * @param sources the columns that it reads, by their names before the swap
     * @param unfailing whether no value can make it raise
     */
    public record Conversion(
            String expression,
            String comparable,
            String afterSwap,
            String afterSwapComparable,
            List<Source> sources,
            boolean unfailing) {}

    /** A column that a conversion reads, with its type as SQL. */
    public record Source(String column, String type) {}

    /**
     * How PostgreSQL compares the columns of a foreign key with those that they refer to.
     *
     * @param shadow with the new types
     * @param old with those of today
     */
    public record Partners(List<Equality> shadow, List<Equality> old) {}

    /**
     * Of one column: the operator with the type before it, and the type (and collation) after it, as SQL.
     */
    public record Equality(String operator, String type) {

        /** @param referenced the column with the partner, as SQL */
        public String sql(String referenced, String referencing) {
            return "(" + referenced + ")" + operator + "(" + referencing + ")" + type;
        }
    }

    /**
     * The table's dependents under changed column names, each by what identifies it on the table itself. An index's
     * {@code attributes} are those that it gets when it is created in this shape.
     */
    public record Shape(
            Map<Long, IndexSnapshot> indexes,
            Map<Long, StatisticsSnapshot> statistics,
            Map<String, ConstraintSnapshot> checks,
            Map<Long, ConstraintSnapshot> keys) {

        public IndexSnapshot index(IndexSnapshot original) {
            return Objects.requireNonNull(indexes.get(original.oid()), original.name());
        }

        public ConstraintSnapshot check(ConstraintSnapshot original) {
            return Objects.requireNonNull(checks.get(original.name()), original.name());
        }

        /** The constraint that rests on an index. */
        public ConstraintSnapshot key(IndexSnapshot original) {
            return Objects.requireNonNull(keys.get(original.oid()), original.name());
        }

        public StatisticsSnapshot statistics(StatisticsSnapshot original) {
            return Objects.requireNonNull(statistics.get(original.oid()), original.name());
        }
    }

    public static Rehearsed refused(List<Problem> problems) {
        Shape nothing = new Shape(Map.of(), Map.of(), Map.of(), Map.of());
        return new Rehearsed(List.copyOf(problems), List.of(), List.of(), nothing, nothing, Map.of(), Map.of());
    }
}
