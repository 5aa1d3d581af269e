package io.zdm.engine.catalog;

/** A table by its exact names and its OID, which stays the same when it is renamed. */
public record TableRef(long oid, String schema, String name) {

    /** Qualified and quoted. */
    public String sql() {
        return Identifier.qualified(schema, name);
    }
}
