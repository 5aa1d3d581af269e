package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of the table.
 *
 * @param definition what follows {@code CREATE [UNIQUE] INDEX name ON [ONLY] table}: {@code USING btree (…) …}
 * @param attributes the names of the index's own columns, in order
 * @param keys the names of the table columns in its key, empty where an expression is among them
 * @param plain whether it is neither partial nor on an expression
 * @param constraint the constraint that it serves, or null
 * @param tablespace or null for the database's own
 * @param parentOid of the index of the parent table which it is a part of, else 0
 * @param options storage parameters, {@code fillfactor=70}
 * @param extensions with which it goes: ALTER INDEX … DEPENDS ON EXTENSION
 * @param statisticsTargets of the index's own columns, null where not set
 */
public record IndexSnapshot(
        long oid,
        String schema,
        String name,
        String definition,
        boolean unique,
        boolean primary,
        boolean valid,
        boolean immediate,
        boolean exclusion,
        boolean plain,
        boolean clustered,
        boolean replicaIdentity,
        String method,
        List<String> attributes,
        List<@Nullable Integer> statisticsTargets,
        List<String> keys,
        List<Integer> columnNumbers,
        @Nullable String constraint,
        @Nullable String tablespace,
        @Nullable String comment,
        long parentOid,
        List<String> options,
        List<String> extensions) {

    public IndexSnapshot {
        statisticsTargets = java.util.Collections.unmodifiableList(statisticsTargets);
    }

    public IndexSnapshot withAttributes(List<String> names) {
        return new IndexSnapshot(
                oid,
                schema,
                name,
                definition,
                unique,
                primary,
                valid,
                immediate,
                exclusion,
                plain,
                clustered,
                replicaIdentity,
                method,
                names,
                statisticsTargets,
                keys,
                columnNumbers,
                constraint,
                tablespace,
                comment,
                parentOid,
                options,
                extensions);
    }

    public String sql() {
        return Identifier.qualified(schema, name);
    }
}
