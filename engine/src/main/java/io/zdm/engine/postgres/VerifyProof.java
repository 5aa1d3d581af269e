package io.zdm.engine.postgres;

import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.plan.Walk;
import java.util.List;

/**
 * The proof that every row is as it should be. Only {@link Verification} makes one, after it has compared every key range
 * without finding a difference; nothing can be swapped without it. It holds as long as nobody touched the triggers that
 * keep the rows so, nor their functions: their catalog rows carry the transaction that last wrote them. Rows that were
 * compared by where they lie must have stayed there: a VACUUM FULL or CLUSTER puts them elsewhere, into another file.
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

    private static final String FILES = """
            SELECT concat(name, ' ', to_regclass(name)::oid, ' ', pg_relation_filenode(to_regclass(name))) AS file
            FROM unnest(?::text[]) name WHERE to_regclass(name) IS NOT NULL
            ORDER BY 1
            """;

    private final VerifyStep step;
    private final List<String> guards;
    private final List<String> files;

    /** As it is now; to be taken before the first row is compared. */
    static VerifyProof of(Database database, VerifyStep step) {
        return new VerifyProof(step, guards(database, step), files(database, step));
    }

    private VerifyProof(VerifyStep step, List<String> guards, List<String> files) {
        this.step = step;
        this.guards = guards;
        this.files = files;
    }

    /** For a swap of names alone: no column holds what another one should. */
    public static VerifyProof ofNothing() {
        return new VerifyProof(VerifyStep.counting("", Phase.VERIFY, "", List.of(), "", ""), List.of(), List.of());
    }

    /** A line for each trigger of each table that is still there; a missing trigger's says so. */
    private static List<String> guards(Database database, VerifyStep step) {
        return database.list(
                GUARDS,
                (row, n) -> row.getString(1),
                step.guarded().toArray(String[]::new),
                step.guards().toArray(String[]::new));
    }

    /** A line for each table without a key that is still there. */
    private static List<String> files(Database database, VerifyStep step) {
        String[] tables = step.walks().stream()
                .filter(w -> w.key().isBlocks())
                .map(Walk::table)
                .toArray(String[]::new);
        return tables.length == 0
                ? List.of()
                : database.list(FILES, (row, n) -> row.getString(1), new Object[] {tables});
    }

    /** Whether the triggers are as they were. To be asked under the lock of the swap. */
    boolean isGuarded(Database database) {
        return guards.size() >= step.guards().size()
                && guards.stream().allMatch(g -> g.endsWith(" A"))
                && guards.equals(guards(database, step));
    }

    /** Whether rows that were compared by where they lie are there still; a table that is gone has none. */
    boolean isInPlace(Database database) {
        return files.containsAll(files(database, step));
    }
}
