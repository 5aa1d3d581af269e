package io.zdm.engine.postgres;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * A column's type as a user writes it: a type, and perhaps COLLATE with a collation, as ALTER COLUMN … TYPE takes it.
 *
 * @param type as written
 * @param collation as written, or null
 */
record TypeText(String type, @Nullable String collation) {

    private static final String COLLATE = "collate";

    /**
     * Where the one ends and the other begins is for PostgreSQL to say: it is asked at each place that may be it. Expects a
     * transaction and the user's search_path.
     *
     * @throws DataAccessException with PostgreSQL's reason where it is no type, or no collation
     */
    static TypeText of(Database database, String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(COLLATE); at > 0; at = lower.indexOf(COLLATE, at + 1)) {
            String type = written.substring(0, at);
            if (isType(database, type)) {
                String collation = written.substring(at + COLLATE.length()).strip();
                database.value("SELECT CAST(? AS regcollation)::text", String.class, collation);
                return new TypeText(type, collation);
            }
        }
        database.value("SELECT CAST(? AS regtype)::text", String.class, written);
        return new TypeText(written, null);
    }

    private static boolean isType(Database database, String text) {
        database.execute("SAVEPOINT zdm_type");
        try {
            database.value("SELECT CAST(? AS regtype)::text", String.class, text);
            return true;
        } catch (DataAccessException e) {
            if (!CanonicalType.NO_TYPE.contains(Sql.state(e))) {
                throw e;
            }
            return false;
        } finally {
            database.execute("ROLLBACK TO SAVEPOINT zdm_type");
        }
    }
}
