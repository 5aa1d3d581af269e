package io.zdm.engine.postgres;

import io.zdm.engine.catalog.TableRef;
import java.util.List;

/**
 * Casts between texts and enums count as mutable, though nothing but a rename of a label changes them. For the length of
 * a probe they are made by functions that call themselves immutable: what is refused then is mutable for another reason.
 */
final class EnumCasts {

    private static final List<String> TEXTS = List.of("text", "character varying", "character");

    private static final String ENUMS = """
            SELECT format('%I.%I', n.nspname, t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND pg_has_role(t.typowner, 'USAGE')
            AND t.oid IN (SELECT atttypid FROM pg_attribute WHERE attrelid = ? AND attnum > 0
                          UNION SELECT ?)
            ORDER BY 1
            """;

    private final Database database;

    EnumCasts(Database database) {
        this.database = database;
    }

    /**
     * In the caller's savepoint, which takes it back.
     *
     * @param to the wanted type, as in {@code userPath}
     * @return whether there is an enum of this role's among the table's types and the wanted one
     */
    boolean pretendImmutable(TableRef twin, String to, String userPath) {
        database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
        long wanted = database.value("SELECT CAST(CAST(? AS regtype) AS oid)::bigint", Long.class, to);
        database.execute("SET LOCAL search_path = ''");
        List<String> enums = database.list(ENUMS, (row, n) -> row.getString(1), twin.oid(), wanted);
        for (String type : enums) {
            for (String text : TEXTS) {
                cast(twin.schema(), text, type);
                cast(twin.schema(), type, text);
            }
        }
        return !enums.isEmpty();
    }

    /** A cast that somebody has made is left as it is. */
    private void cast(String schema, String from, String to) {
        if (database.isTrue(
                "SELECT EXISTS (SELECT FROM pg_cast WHERE castsource = CAST(? AS regtype) AND casttarget = CAST(? AS regtype))",
                from,
                to)) {
            return;
        }
        database.execute("CREATE FUNCTION " + schema + ".zdm_probe_cast(" + from + ") RETURNS " + to
                + " LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END'");
        database.execute(
                "CREATE CAST (" + from + " AS " + to + ") WITH FUNCTION " + schema + ".zdm_probe_cast(" + from + ")");
        database.execute("ALTER FUNCTION " + schema + ".zdm_probe_cast(" + from + ") RENAME TO zdm_probe_cast_"
                + database.value("SELECT count(*) FROM pg_cast", Long.class));
    }
}
