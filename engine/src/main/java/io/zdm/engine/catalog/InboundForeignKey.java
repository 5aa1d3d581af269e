package io.zdm.engine.catalog;

/**
 * A foreign key of another table that references this one.
 *
 * @param constraint its {@code foreignKey} names the referencing columns and, as {@code referenced}, this table
 * @param table the referencing one
 * @param owner of the referencing table
 * @param partitioned whether the referencing table is partitioned
 * @param index OID of the index of this table that it rests on
 */
public record InboundForeignKey(
        ConstraintSnapshot constraint,
        TableRef table,
        String owner,
        boolean ownedByRole,
        boolean partitioned,
        long index) {}
