package io.zdm.engine.postgres;

import java.util.List;

/**
 * The proof that every row is as it should be. Only {@link Verification} makes one, after it has compared every key range
 * without finding a difference; nothing can be swapped without it. It holds as long as nobody touched the triggers that
 * keep the rows so, nor their functions: their catalog rows carry the transaction that last wrote them.
 */
public final class VerifyProof {

    private static final String GUARDS = """
            SELECT format('%s %s %s %s %s', t.tgname, t.xmin, p.oid, p.xmin, t.tgenabled)
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = to_regclass(?) AND t.tgname = ANY (?) ORDER BY t.tgname
            """;

    private final String table;
    private final List<String> triggers;
    private final List<String> guards;

    VerifyProof(String table, List<String> triggers, List<String> guards) {
        this.table = table;
        this.triggers = triggers;
        this.guards = guards;
    }

    static List<String> guards(Database database, String table, List<String> triggers) {
        return database.list(GUARDS, (row, n) -> row.getString(1), table, triggers.toArray(String[]::new));
    }

    /** To be asked under the lock of the swap. */
    boolean holds(Database database) {
        return guards.size() == triggers.size()
                && guards.stream().allMatch(g -> g.endsWith(" A"))
                && guards.equals(guards(database, table, triggers));
    }
}
