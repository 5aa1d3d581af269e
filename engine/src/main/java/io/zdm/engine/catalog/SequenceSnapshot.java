package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence that belongs to a column: a serial's, or that of an identity column.
 *
 * @param type smallint, integer or bigint
 * @param persistence p or u
 * @param defaultGrants whether nobody ever changed its privileges
 * @param users what else depends on it, as pg_describe_object prints it, beside the column itself
 */
public record SequenceSnapshot(
        long oid,
        String schema,
        String name,
        boolean identity,
        String type,
        long start,
        long increment,
        long min,
        long max,
        long cache,
        boolean cycle,
        String persistence,
        @Nullable String comment,
        boolean defaultGrants,
        List<ColumnGrant> grants,
        List<String> users) {

    public String sql() {
        return Identifier.qualified(schema, name);
    }

    /** As CREATE SEQUENCE, ALTER SEQUENCE and an identity column take them; without the type. */
    public String options() {
        return "START " + start + " INCREMENT " + increment + " MINVALUE " + min + " MAXVALUE " + max + " CACHE "
                + cache + (cycle ? " CYCLE" : " NO CYCLE");
    }
}
