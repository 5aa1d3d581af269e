package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the table that a user means. */
public final class TableFinder {

    private final Database database;

    public TableFinder(Database database) {
        this.database = database;
    }

    /** Either the table or why there is none. */
    public record Found(@Nullable TableRef table, @Nullable Problem problem) {}

    /** The search_path of a session of this role in this database, whatever the engine's own sessions use. */
    public String userPath() {
        return database.value("SELECT reset_val FROM pg_settings WHERE name = 'search_path'", String.class);
    }

    /**
     * @param written {@code table} or {@code schema.table} as in SQL
     * @throws UsageException where it is no name at all
     */
    public Found find(String written) {
        List<String> parts = parts(written);
        String name = Identifier.parse(parts.get(parts.size() - 1));
        String schema = parts.size() == 2 ? Identifier.parse(parts.get(0)) : null;
        String asked = schema == null ? Identifier.quote(name) : Identifier.qualified(schema, name);
        TableRef table = database.inTransaction(() -> {
            database.value("SELECT set_config('search_path', ?, true)", String.class, userPath());
            return database.first(
                    """
                    SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = to_regclass(?)
                    """, (row, i) -> new TableRef(row.getLong(1), row.getString(2), row.getString(3)), asked);
        });
        return table == null ? new Found(null, notFound(asked, name)) : new Found(table, null);
    }

    private Problem notFound(String asked, String name) {
        List<String> same = new ArrayList<>();
        List<String> all = new ArrayList<>();
        database.list(
                """
                SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'zdm')
                AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%' ORDER BY 2, 1 LIMIT 10000
                """,
                (row, i) -> {
                    if (row.getString(2).equalsIgnoreCase(name)) {
                        same.add(Identifier.qualified(row.getString(1), row.getString(2)));
                    }
                    return all.add(row.getString(2));
                });
        String fix = same.isEmpty()
                ? NearestNames.sentence(name, all.stream().distinct().toList())
                : "There is " + String.join(", ", same) + ".";
        return new Problem(ProblemCode.TABLE_NOT_FOUND, asked, "There is no table " + asked, fix);
    }

    /** Splits at the dot that is not inside quotes. */
    private static List<String> parts(String written) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : written.strip().toCharArray()) {
            quoted ^= c == '"';
            if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (quoted || parts.size() > 2 || parts.stream().anyMatch(String::isBlank)) {
            throw new UsageException("--table=" + written + " is not a table's name: write table or schema.table, in"
                    + " double quotes where upper case or other characters matter");
        }
        return parts;
    }
}
