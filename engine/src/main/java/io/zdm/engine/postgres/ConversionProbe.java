package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.Rehearsed.Conversion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Asks PostgreSQL about a conversion by making it a stored generated column of the twin: it must be assignable,
 * immutable, and free of subqueries, and it can be read back deparsed, with every name qualified.
 */
final class ConversionProbe {

    private static final String PROBE = "zdm_probe";

    /** Casts that no value can make fail and that lose nothing a shadow would need. By type name in pg_catalog. */
    private static final Map<String, Set<String>> UNFAILING = Map.of(
            "int2", Set.of("int4", "int8", "numeric", "float4", "float8"),
            "int4", Set.of("int8", "numeric", "float8", "float4"),
            "int8", Set.of("numeric", "float8", "float4"),
            "float4", Set.of("float8"),
            "varchar", Set.of("text", "varchar"),
            "bpchar", Set.of("text", "varchar"),
            "text", Set.of("varchar", "text"));

    private static final String NOT_IMMUTABLE = "42P17";

    private final Database database;

    ConversionProbe(Database database) {
        this.database = database;
    }

    /**
     * Asks about one conversion and leaves the twin as it was.
     *
     * @param from the column that is converted, by its name on the twin
     * @param to the wanted type as SQL
     * @param using the user's expression, or null for assignment
     * @param renames old to new names under which the expression is also read back
     * @throws org.springframework.dao.DataAccessException with PostgreSQL's own reason where it is impossible
     */
    Conversion ask(
            TableRef twin,
            String from,
            String to,
            @Nullable String using,
            String userPath,
            Map<String, String> renames) {
        database.execute("SAVEPOINT zdm_probe");
        try {
            return askInSavepoint(twin, from, to, using, userPath, renames);
        } catch (DataAccessException e) {
            if (using == null || !Sql.state(e).equals(NOT_IMMUTABLE)) {
                throw e;
            }
            database.execute("ROLLBACK TO SAVEPOINT zdm_probe");
            database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
            String type = TypeText.of(database, to).type();
            if (!new EnumCasts(database).pretendImmutable(twin, type, userPath)) {
                throw e;
            }
            return askInSavepoint(twin, from, to, using, userPath, renames);
        } finally {
            database.execute("ROLLBACK TO SAVEPOINT zdm_probe");
        }
    }

    private Conversion askInSavepoint(
            TableRef twin,
            String from,
            String to,
            @Nullable String using,
            String userPath,
            Map<String, String> renames) {
        database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
        TypeText text = TypeText.of(database, to);
        String asked = using == null ? Identifier.quote(from) : "(" + using + ")";
        database.execute("ALTER TABLE " + twin.sql() + " ADD COLUMN " + PROBE + " " + to + " GENERATED ALWAYS AS ("
                + asked + ") STORED");
        refuseMutableCast(twin, asked, text.type());
        database.execute("SET LOCAL search_path = ''");
        List<ColumnSnapshot> columns = new CatalogReader(database).columns(twin.oid());
        ColumnSnapshot probed = column(columns, PROBE);
        ColumnSnapshot source = column(columns, from);
        String expression = deparsed(twin);
        List<Rehearsed.Source> sources = sources(twin);
        renames.forEach((old, renamed) -> database.execute("ALTER TABLE " + twin.sql() + " RENAME COLUMN "
                + Identifier.quote(old) + " TO " + Identifier.quote(renamed)));
        String afterRename = deparsed(twin);
        return new Conversion(
                expression,
                comparable(probed, expression),
                afterRename,
                comparable(probed, afterRename),
                sources,
                using == null && unfailing(source, probed));
    }

    /**
     * PostgreSQL looks for what is not immutable before it adds the assignment's own cast, so it is asked again with the
     * cast written out. Not for an enum, whose names count as mutable only because somebody might rename them.
     */
    private void refuseMutableCast(TableRef twin, String asked, String to) {
        String type = database.value(
                "SELECT pg_typeof((SELECT " + asked + " FROM " + twin.sql() + " LIMIT 1))::text", String.class);
        boolean isEnum = database.isTrue(
                "SELECT EXISTS (SELECT FROM pg_type WHERE oid IN (CAST(? AS regtype), CAST(? AS regtype)) AND typtype = 'e')",
                type,
                to);
        if (!isEnum) {
            database.execute("ALTER TABLE " + twin.sql() + " ADD COLUMN " + PROBE + "_cast " + to
                    + " GENERATED ALWAYS AS (CAST(" + asked + " AS " + to + ")) STORED");
        }
    }

    private static ColumnSnapshot column(List<ColumnSnapshot> columns, String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private String deparsed(TableRef twin) {
        return database.value("""
                SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                WHERE d.adrelid = ? AND a.attname = ?
                """, String.class, twin.oid(), PROBE);
    }

    private List<Rehearsed.Source> sources(TableRef twin) {
        return database.list(
                """
                SELECT DISTINCT s.attname, format_type(s.atttypid, s.atttypmod) AS type
                FROM pg_attrdef d
                JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attname = ?
                JOIN pg_depend p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = d.adrelid AND p.refobjsubid > 0
                  AND (p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
                       OR p.classid = 'pg_class'::regclass AND p.objid = d.adrelid AND p.objsubid = d.adnum)
                JOIN pg_attribute s ON s.attrelid = d.adrelid AND s.attnum = p.refobjsubid AND s.attnum <> d.adnum
                WHERE d.adrelid = ?
                ORDER BY 1
                """, (row, n) -> new Rehearsed.Source(row.getString(1), row.getString(2)), PROBE, twin.oid());
    }

    /**
     * Assignment has no expression of its own: an explicit cast would cut what is too long. So the type's length
     * coercion function is called as assignment calls it, with {@code isExplicit} false.
     */
    String comparable(ColumnSnapshot probed, String expression) {
        // With -1 and not NULL: without a length, character and bit mean a length of one.
        String base = database.value("SELECT format_type(?, -1)", String.class, probed.typeOid());
        String cast = "CAST((" + expression + ") AS " + base + ")";
        if (probed.typeModifier() < 0) {
            return cast;
        }
        @Nullable
        String coercion = database.first(
                """
                SELECT format('%I.%I(', n.nspname, p.proname) || ? || CASE p.pronargs WHEN 2 THEN ')' ELSE ', false)' END
                FROM pg_cast c JOIN pg_proc p ON p.oid = c.castfunc JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE c.castsource = ? AND c.casttarget = ?
                """,
                (row, n) -> row.getString(1), cast + ", " + probed.typeModifier(), probed.typeOid(), probed.typeOid());
        return coercion == null ? "CAST((" + expression + ") AS " + probed.type() + ")" : coercion;
    }

    private boolean unfailing(ColumnSnapshot source, ColumnSnapshot probed) {
        return probed.typeModifier() < 0
                && UNFAILING.getOrDefault(typeName(source.typeOid()), Set.of()).contains(typeName(probed.typeOid()));
    }

    private String typeName(long oid) {
        return database.value(
                "SELECT CASE WHEN typnamespace = 'pg_catalog'::regnamespace THEN typname::text ELSE '' END FROM pg_type WHERE oid = ?",
                String.class,
                oid);
    }
}
