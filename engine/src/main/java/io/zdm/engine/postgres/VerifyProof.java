package io.zdm.engine.postgres;

import java.util.List;

/**
 * The proof that every row is as it should be. Only {@link Verification} makes one, after it has compared every key range
 * without finding a difference; nothing can be swapped without it. It holds as long as nobody touched the triggers that
 * keep the rows so, nor their functions: their catalog rows carry the transaction that last wrote them.
 */
public final class VerifyProof {

    private static final String GUARDS = """
            SELECT concat(m.oid, ' ', t.tgname, ' ', t.xmin, ' ', t.tgfoid, ' ', p.xmin, ' ', t.tgenabled)
            FROM (SELECT to_regclass(name)::oid AS oid FROM unnest(?::text[]) name) m
            CROSS JOIN unnest(?::text[]) wanted(tgname)
            LEFT JOIN pg_trigger t ON t.tgrelid = m.oid AND t.tgname = wanted.tgname
            LEFT JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE m.oid IS NOT NULL
            ORDER BY m.oid, wanted.tgname
            """;

    private final List<String> tables;
    private final List<String> triggers;
    private final List<String> guards;

    VerifyProof(List<String> tables, List<String> triggers, List<String> guards) {
        this.tables = tables;
        this.triggers = triggers;
        this.guards = guards;
    }

    /** For a swap of names alone: no column holds what another one should. */
    public static VerifyProof ofNothing() {
        return new VerifyProof(List.of(), List.of(), List.of());
    }

    /** A line for each trigger of each table that is still there; a missing trigger's says so. */
    static List<String> guards(Database database, List<String> tables, List<String> triggers) {
        return database.list(
                GUARDS, (row, n) -> row.getString(1), tables.toArray(String[]::new), triggers.toArray(String[]::new));
    }

    /** To be asked under the lock of the swap. */
    boolean holds(Database database) {
        return guards.size() >= triggers.size()
                && guards.stream().allMatch(g -> g.endsWith(" A"))
                && guards.equals(guards(database, tables, triggers));
    }
}
