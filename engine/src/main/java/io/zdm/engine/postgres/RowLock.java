package io.zdm.engine.postgres;

import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.Walk;
import java.util.List;

/**
 * How strongly a row is locked before the engine writes it. The lock must be the one that the UPDATE itself takes, or the
 * UPDATE would wait for whoever refers to the row by a foreign key (FOR KEY SHARE), while it holds the chunk's other rows.
 */
final class RowLock {

    private static final String IN_A_KEY = """
            SELECT EXISTS (SELECT FROM pg_index x JOIN pg_attribute a ON a.attrelid = x.indrelid
                           AND a.attnum = ANY (x.indkey::int2[])
                           WHERE x.indrelid = to_regclass(?) AND x.indisunique AND x.indpred IS NULL
                           AND x.indexprs IS NULL AND a.attname = ANY (?))
            """;

    private RowLock() {}

    /** Usually a foreign key's check goes on beside it; not where a written column is in a unique index. */
    static String of(Database database, Walk walk, List<Assignment> assignments) {
        String[] columns = assignments.stream().map(Assignment::column).toArray(String[]::new);
        return database.isTrue(IN_A_KEY, walk.table(), columns) ? "FOR UPDATE" : "FOR NO KEY UPDATE";
    }
}
