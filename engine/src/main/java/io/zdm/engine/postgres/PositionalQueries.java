package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Statements in pg_stat_statements that go by the position of a table's columns. What the extension does not show to this
 * role is not seen.
 */
final class PositionalQueries {

    private static final int SHOWN = 80;
    private static final int MOST = 10;

    private static final String VIEW = """
            SELECT format('%I.pg_stat_statements', n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pg_stat_statements'
            """;

    private static final String CANDIDATES = """
            SELECT DISTINCT query FROM %s
            WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND strpos(lower(query), lower(?)) > 0
            ORDER BY 1 LIMIT 1000
            """;

    private final Database database;

    PositionalQueries(Database database) {
        this.database = database;
    }

    /** The beginnings of those statements. */
    List<String> of(TableRef table) {
        String view = database.first(VIEW, (row, n) -> row.getString(1));
        if (view == null) {
            return List.of();
        }
        List<String> queries;
        try {
            queries = database.list(CANDIDATES.formatted(view), (row, n) -> row.getString(1), table.name());
        } catch (DataAccessException e) {
            // 42501: not readable by this role; 55000: installed, but not loaded by the server. Then it tells nothing.
            if (List.of(Sql.INSUFFICIENT_PRIVILEGE, "55000").contains(Sql.state(e))) {
                return List.of();
            }
            throw e;
        }
        return queries.stream()
                .filter(q -> isPositional(q, table))
                .map(q -> String.join(" ", q.strip().split("\\s+")))
                .map(q -> q.length() > SHOWN ? q.substring(0, SHOWN) + "…" : q)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** Whether it inserts, copies in or selects without naming the table's columns. */
    static boolean isPositional(String query, TableRef table) {
        List<String> words = SqlWords.of(query);
        for (int i = 0; i < words.size(); i++) {
            int end = endOfName(words, i, table);
            if (end < 0) {
                continue;
            }
            String before = i > 0 ? words.get(i - 1) : "";
            String next = end < words.size() ? words.get(end) : "";
            boolean insert = before.equals("into") && i > 1 && words.get(i - 2).equals("insert");
            int afterAlias = next.equals("as") ? end + 2 : end;
            String after = afterAlias < words.size() ? words.get(afterAlias) : "";
            if (insert && !after.equals("(") && !after.equals("default")) {
                return true;
            }
            if (before.equals("copy") && next.equals("from")) {
                return true;
            }
            if (before.equals("from")
                    && i > 2
                    && words.get(i - 2).equals("*")
                    && words.get(i - 3).equals("select")) {
                return true;
            }
        }
        return false;
    }

    /** Behind the table's name where it begins here, with its schema or bare; else -1. */
    private static int endOfName(List<String> words, int at, TableRef table) {
        String name = SqlWords.name(Identifier.quote(table.name()));
        boolean afterDot = at > 0 && words.get(at - 1).equals(".");
        if (words.get(at).equals(name) && !afterDot) {
            boolean isSchema = at + 1 < words.size() && words.get(at + 1).equals(".");
            return isSchema ? -1 : at + 1;
        }
        boolean qualified = at + 2 < words.size()
                && words.get(at).equals(SqlWords.name(Identifier.quote(table.schema())))
                && words.get(at + 1).equals(".")
                && words.get(at + 2).equals(name);
        return qualified ? at + 3 : -1;
    }
}
