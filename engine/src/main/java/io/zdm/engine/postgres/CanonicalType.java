package io.zdm.engine.postgres;

import java.util.Set;
import org.springframework.dao.DataAccessException;

/** A type's name as PostgreSQL prints it, with its modifier, and with COLLATE where its collation is not its own. */
final class CanonicalType {

    /** Undefined, not written as one, or with a modifier that does not fit. */
    static final Set<String> NO_TYPE = Set.of("42704", "42601", "42602", "42P16", "22023", "0A000", "3F000");

    private CanonicalType() {}

    /**
     * Asks with a composite type in a transaction that is rolled back: before PostgreSQL 17 no function resolves the text
     * of a modifier. Gives the text back where it is no type.
     */
    static String of(Database database, String type, String userPath) {
        return database.inRolledBackTransaction(() -> {
            try {
                String schema = ScratchSchema.open(database);
                database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
                TypeText.of(database, type);
                String name = "canonical_" + database.value("SELECT pg_backend_pid()", Integer.class);
                database.execute("CREATE TYPE " + schema + "." + name + " AS (probe " + type + ")");
                database.execute("SET LOCAL search_path = ''");
                return database.value("""
                        SELECT concat(format_type(a.atttypid, a.atttypmod),
                                      (SELECT format(' COLLATE %I.%I', n.nspname, o.collname)
                                       FROM pg_type y JOIN pg_collation o ON o.oid = a.attcollation AND o.oid <> y.typcollation
                                       JOIN pg_namespace n ON n.oid = o.collnamespace WHERE y.oid = a.atttypid))
                        FROM pg_attribute a
                        JOIN pg_type t ON t.typrelid = a.attrelid WHERE t.oid = to_regtype(?)
                        """, String.class, schema + "." + name);
            } catch (DataAccessException e) {
                if (!NO_TYPE.contains(Sql.state(e))) {
                    throw e;
                }
                return type;
            }
        });
    }
}
