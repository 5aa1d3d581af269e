package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Computed;
import io.zdm.engine.plan.ComputedTarget;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Asks PostgreSQL about an expression over a table's rows that may read other tables: as a view's only column it is
 * parsed as the user means it and read back with every name qualified. A view takes ACCESS SHARE on what it reads.
 */
final class ExpressionProbe {

    private static final String VIEW = "zdm_probe_view";

    private static final String MISMATCH = "42804";

    /** The functions that a view's query calls, by the numbers in its stored tree: pg_depend leaves out the built-in ones. */
    private static final String CALLED = """
            SELECT DISTINCT p.oid::regprocedure::text AS name, p.provolatile = 'v' OR p.pronargs = 0 AS volatile
            FROM pg_rewrite r
            CROSS JOIN LATERAL regexp_matches(r.ev_action::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) ([0-9]+)', 'g') m
            JOIN pg_proc p ON p.oid = CAST(m[1] AS oid) AND p.provolatile <> 'i'
            WHERE r.ev_class = CAST(? AS regclass)
            UNION
            SELECT 'CURRENT_TIMESTAMP, CURRENT_USER or the like', true FROM pg_rewrite
            WHERE ev_class = CAST(? AS regclass) AND strpos(ev_action::text, '{SQLVALUEFUNCTION ') > 0
            ORDER BY 1
            """;

    /** A whole row is a variable without a column's number, and depends on no column. */
    private static final String READ = """
            SELECT a.attname FROM pg_rewrite r CROSS JOIN pg_attribute a
            WHERE r.ev_class = CAST(? AS regclass) AND a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            AND (r.ev_action::text ~ ':varattno 0 ' OR EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
                AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum))
            ORDER BY a.attnum
            """;

    private record Called(String name, boolean isVolatile) {}

    private final Database database;

    ExpressionProbe(Database database) {
        this.database = database;
    }

    Computed ask(TableSnapshot table, ComputedTarget target, String userPath) {
        return database.inRolledBackTransaction(() -> {
            TableRef twin = Twin.create(database, table).ref();
            database.execute("SET LOCAL search_path = ''");
            try {
                return asked(table, twin, target, userPath);
            } catch (DataAccessException e) {
                return Computed.refused(problem(table, target, Sql.answer(e)));
            }
        });
    }

    private Computed asked(TableSnapshot table, TableRef twin, ComputedTarget target, String userPath) {
        if (target.type() != null && table.column(target.column()).isEmpty()) {
            SearchPath.under(database, userPath, () -> {
                database.execute("ALTER TABLE " + twin.sql() + " ADD COLUMN " + Identifier.quote(target.column()) + " "
                        + target.type());
                return true;
            });
        }
        ColumnSnapshot column = new CatalogReader(database)
                .columns(twin.oid()).stream()
                        .filter(c -> c.name().equals(target.column()))
                        .findFirst()
                        .orElseThrow();
        String where = target.where() == null ? "true" : target.where();
        String rows = target.from() == null ? "" : " FROM " + target.from() + " WHERE (" + where + ")";
        String value = value(table, twin, column, target.set(), rows, userPath);
        List<Called> called = called();
        List<String> reads = database.list(
                READ,
                (row, n) -> row.getString(1),
                "pg_temp." + VIEW,
                table.ref().oid());
        String condition =
                deparsed(table, target.from() == null ? "(" + where + ")" : "EXISTS (SELECT" + rows + ")", userPath);
        List<Called> calledBeside = called();
        String ambiguous = target.from() == null
                ? "false"
                : deparsed(table, "(SELECT count(*) FROM (SELECT" + rows + " LIMIT 2) zdm_matches) > 1", userPath);
        return new Computed(
                List.of(),
                value,
                new ConversionProbe(database).comparable(column, value),
                condition,
                ambiguous,
                reads,
                names(called, calledBeside, true),
                names(called, calledBeside, false));
    }

    /** A literal takes the column's type where it is assigned to it, and text as a view's column. */
    private String value(
            TableSnapshot table, TableRef twin, ColumnSnapshot column, String set, String rows, String userPath) {
        database.execute("SAVEPOINT zdm_value");
        try {
            String value = deparsed(table, scalar(set, rows), userPath);
            assign(table, twin, column, value);
            return value;
        } catch (DataAccessException e) {
            if (!Sql.state(e).equals(MISMATCH)) {
                throw e;
            }
            database.execute("ROLLBACK TO SAVEPOINT zdm_value");
            String typed = "coalesce((" + set + "), CAST(NULL AS " + column.type() + "))";
            String value = deparsed(table, scalar(typed, rows), userPath);
            assign(table, twin, column, value);
            return value;
        }
    }

    private static String scalar(String set, String rows) {
        return rows.isEmpty() ? "(" + set + ")" : "(SELECT (" + set + ")" + rows + ")";
    }

    /** As the chunks will, but on the twin, and planned only: the right to read the other tables is asked for, too. */
    private void assign(TableSnapshot table, TableRef twin, ColumnSnapshot column, String value) {
        database.list(
                "EXPLAIN UPDATE ONLY " + twin.sql() + " AS "
                        + Identifier.quote(table.ref().name()) + " SET " + Identifier.quote(column.name()) + " = "
                        + value,
                (row, n) -> row.getString(1));
    }

    private String deparsed(TableSnapshot table, String expression, String userPath) {
        SearchPath.under(database, userPath, () -> {
            database.execute("DROP VIEW IF EXISTS pg_temp." + VIEW);
            database.execute("CREATE TEMP VIEW " + VIEW + " AS SELECT " + expression + " AS zdm_value FROM ONLY "
                    + table.ref().sql());
            return true;
        });
        String definition =
                database.value("SELECT pg_get_viewdef(CAST(? AS regclass))", String.class, "pg_temp." + VIEW);
        // A CASE begins on a line of its own.
        String head = " SELECT";
        String tail = " AS zdm_value\n   FROM ONLY " + table.ref().sql() + ";";
        if (!definition.startsWith(head) || !definition.endsWith(tail)) {
            throw new IllegalStateException("A view's definition is not written as expected: " + definition);
        }
        return definition
                .substring(head.length(), definition.length() - tail.length())
                .strip();
    }

    private List<Called> called() {
        return database.list(
                CALLED,
                (row, n) -> new Called(row.getString("name"), row.getBoolean("volatile")),
                "pg_temp." + VIEW,
                "pg_temp." + VIEW);
    }

    private static List<String> names(List<Called> some, List<Called> others, boolean isVolatile) {
        return Stream.concat(some.stream(), others.stream())
                .filter(c -> c.isVolatile() == isVolatile)
                .map(Called::name)
                .distinct()
                .toList();
    }

    private static Problem problem(TableSnapshot table, ComputedTarget target, DataAccessException e) {
        String object = table.ref().sql() + "." + Identifier.quote(target.column());
        boolean forbidden = Sql.state(e).equals(Sql.INSUFFICIENT_PRIVILEGE);
        return new Problem(
                forbidden ? ProblemCode.MISSING_PRIVILEGE : ProblemCode.NO_CONVERSION,
                object,
                object + " cannot be filled with " + described(target.set(), target.from(), target.where()) + ": "
                        + Sql.message(e),
                forbidden
                        ? "Grant this role SELECT on what the expression reads."
                        : "Write set, from and where as in UPDATE … SET … FROM … WHERE …, with the table under its own"
                                + " name.");
    }

    private static String described(String set, @Nullable String from, @Nullable String where) {
        return set + (from == null ? "" : " FROM " + from) + (where == null ? "" : " WHERE " + where);
    }
}
