package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.plan.Planning;
import java.util.List;

/**
 * What would reject a row that comes without a value for the column: taken off while nobody can give one. A column that
 * has a default gives itself one.
 *
 * @param any whether the column has no value of its own for new rows
 */
record Loosened(boolean any, boolean notNull, List<ConstraintSnapshot> checks) {

    static Loosened of(Planning planning, ColumnSnapshot column) {
        if (column.defaultExpression() != null
                || !column.identity().isEmpty()
                || !column.generated().isEmpty()) {
            return new Loosened(false, false, List.of());
        }
        return new Loosened(
                true,
                column.notNull(),
                planning.table().constraints().stream()
                        .filter(k -> k.type() == 'c' && k.columnNumbers().contains(column.number()))
                        .toList());
    }
}
