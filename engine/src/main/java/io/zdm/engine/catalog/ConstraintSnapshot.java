package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of the table.
 *
 * @param type pg_constraint.contype: c, f, p, u, x, t, n
 * @param definition as pg_get_constraintdef prints it
 * @param expression of a check, else null
 * @param local whether the table itself defines it
 * @param inherited whether a parent table has it too
 * @param parentOid of a key or foreign key: that of the parent table which it is a part of, else 0
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
        @Nullable String comment,
        boolean local,
        boolean inherited,
        long parentOid) {

    /**
     * @param columns the referencing columns, in order
     * @param referenced qualified and quoted
     * @param actions MATCH, ON UPDATE and ON DELETE, as SQL
     * @param setColumns the only ones that ON DELETE SET NULL or SET DEFAULT sets; empty for all, and before 15
     * @param deferral as SQL
     * @param period whether its last column is a PERIOD; from 18 on
     * @param index OID of the referenced table's index that it rests on
     * @param parts where the referenced table is partitioned: PostgreSQL makes them, and names them after the columns
     */
    public record ForeignKey(
            List<String> columns,
            long referencedOid,
            String referenced,
            List<String> referencedColumns,
            String actions,
            List<String> setColumns,
            String deferral,
            boolean period,
            long index,
            List<Part> parts) {}

    /**
     * The part of a foreign key that refers to one table partition of the referenced table.
     *
     * @param referenced qualified and quoted
     */
    public record Part(String referenced, String name) {}
}
