package io.zdm.engine.catalog;

/**
 * Something in the catalog that refers to a column.
 *
 * @param catalog the system catalog it is a row of, for example {@code pg_rewrite}
 * @param description as pg_describe_object prints it
 */
public record Dependent(String catalog, long oid, String description) {}
