package io.zdm.engine.plan;

import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether an UPDATE writes to a key, for PostgreSQL: then it locks its rows FOR UPDATE, else FOR NO KEY UPDATE, beside
 * which the check of a foreign key goes on.
 */
public final class KeyWrites {

    private KeyWrites() {}

    /** As an SQL question. */
    public static String question(Walk walk, List<Assignment> assignments) {
        return """
                SELECT EXISTS (SELECT FROM pg_catalog.pg_index x JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid
                               AND a.attnum = ANY (x.indkey::int2[])
                               WHERE x.indrelid = pg_catalog.to_regclass(%s) AND x.indisunique AND x.indpred IS NULL
                               AND x.indexprs IS NULL AND a.attname IN (%s))""".formatted(
                Identifier.literal(walk.table()),
                assignments.stream().map(a -> Identifier.literal(a.column())).collect(Collectors.joining(", ")));
    }
}
