package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of the table.
 *
 * @param type pg_constraint.contype: c, f, p, u, x, t, n
 * @param definition as pg_get_constraintdef prints it
 * @param expression of a check, else null
 * @param foreignKey of a foreign key, else null
 */
public record ConstraintSnapshot(
        long oid,
        String name,
        char type,
        String definition,
        boolean validated,
        boolean deferrable,
        boolean deferred,
        boolean inheritable,
        boolean enforced,
        List<Integer> columnNumbers,
        @Nullable String expression,
        @Nullable ForeignKey foreignKey,
        @Nullable String comment) {

    /**
     * @param columns the referencing columns, in order
     * @param referenced qualified and quoted
     * @param actions MATCH, ON UPDATE and ON DELETE, as SQL
     * @param setColumns the only ones that ON DELETE SET NULL or SET DEFAULT sets; empty for all, and before 15
     * @param deferral as SQL
     * @param period whether its last column is a PERIOD; from 18 on
     */
    public record ForeignKey(
            List<String> columns,
            long referencedOid,
            String referenced,
            List<String> referencedColumns,
            String actions,
            List<String> setColumns,
            String deferral,
            boolean period) {}
}
