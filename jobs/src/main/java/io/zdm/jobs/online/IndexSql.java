package io.zdm.jobs.online;

import io.zdm.engine.catalog.Identifier;

/**
 * An index that is wanted, and what the catalog is asked about it.
 *
 * @param table qualified and quoted
 * @param only whether it is a partitioned table's
 * @param definition what follows the table's name, as PostgreSQL deparses it
 */
public record IndexSql(String schema, String name, String table, boolean only, boolean unique, String definition) {

    public String sql() {
        return Identifier.qualified(schema, name);
    }

    /** As pg_get_indexdef prints it. */
    public String whole() {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + Identifier.quote(name) + " ON "
                + (only ? "ONLY " : "") + table + " " + definition;
    }

    private String regclass() {
        return "pg_catalog.to_regclass(" + Identifier.literal(sql()) + ")";
    }

    /** An SQL question: whether there is an index of this name and definition. */
    public String exists() {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = " + regclass()
                + " AND pg_catalog.pg_get_indexdef(x.indexrelid) = " + Identifier.literal(whole()) + ")";
    }

    /** An SQL question: whether nothing of that name is left that this change may have made. Others' stay. */
    public String gone() {
        return "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = " + regclass()
                + " AND (NOT x.indisvalid OR pg_catalog.pg_get_indexdef(x.indexrelid) = "
                + Identifier.literal(whole()) + "))";
    }

    /** Drops it inside a transaction, where it is this one. */
    public String dropIfThere() {
        return """
                DO $zdm$
                BEGIN
                    IF NOT (%s) THEN
                        DROP INDEX %s;
                    END IF;
                END
                $zdm$""".formatted(gone(), sql());
    }

    /** Drops it inside a transaction, where it is this one and not a part of that other. */
    public String dropIfLoose(IndexSql parent) {
        return """
                DO $zdm$
                BEGIN
                    IF NOT (%s) AND NOT (%s) THEN
                        DROP INDEX %s;
                    END IF;
                END
                $zdm$""".formatted(gone(), attachedTo(parent), sql());
    }

    /** An SQL question: whether it is a part of another index. */
    public String attachedTo(IndexSql parent) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = " + regclass() + " AND inhparent = "
                + parent.regclass() + ")";
    }
}
