package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What could reject a write, or act on one, because of a column that nobody sees any more: taken off by the swap, and
 * built again for a rollback. A default does not help: what it gives may be a duplicate, or against a check.
 *
 * @param foreignKeys from the column to other columns
 * @param indexes with it in a unique key, an expression or a predicate; the others stay, as they reject nothing
 */
record Loosened(
        boolean notNull,
        List<ConstraintSnapshot> checks,
        List<ConstraintSnapshot> foreignKeys,
        List<IndexSnapshot> indexes) {

    static Loosened of(TableSnapshot table, ColumnSnapshot column) {
        List<ConstraintSnapshot> constraints = table.constraints().stream()
                .filter(k -> k.columnNumbers().contains(column.number()))
                .toList();
        return new Loosened(
                // An identity never gives NULL, and PostgreSQL wants it NOT NULL.
                column.notNull() && column.identity().isEmpty(),
                constraints.stream().filter(k -> k.type() == 'c').toList(),
                constraints.stream().filter(k -> k.foreignKey() != null).toList(),
                table.indexes().stream()
                        .filter(i -> i.columnNumbers().contains(column.number()) && mayReject(i, column))
                        .toList());
    }

    /** An expression or a predicate may raise an error. */
    private static boolean mayReject(IndexSnapshot index, ColumnSnapshot column) {
        return !index.plain()
                || index.exclusion()
                || (index.unique() && index.keys().contains(column.name()));
    }

    boolean isEmpty() {
        return !notNull && checks.isEmpty() && foreignKeys.isEmpty() && indexes.isEmpty();
    }

    /** Whether something is written with the column's name, and has to be read under its second one. */
    boolean namesColumn() {
        return !checks.isEmpty() || !indexes.isEmpty();
    }

    /** For people. */
    List<String> named() {
        List<String> names = new ArrayList<>();
        if (notNull) {
            names.add("NOT NULL");
        }
        checks.forEach(k -> names.add("check " + Identifier.quote(k.name())));
        foreignKeys.forEach(k -> names.add("foreign key " + Identifier.quote(k.name())));
        indexes.forEach(i -> names.add(
                i.constraint() == null
                        ? (i.unique() ? "unique index " : "index ") + Identifier.quote(i.name())
                        : "unique constraint " + Identifier.quote(i.constraint())));
        return names;
    }
}
