package io.zdm.jobs.converttobigint;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds, in the catalog, the columns that hold the ids of a key: the key itself, whatever refers to it or to such a column
 * by a foreign key, and what is called as the naming rules say. In a tree of tables the column of the topmost counts.
 */
final class IdColumns {

    private static final String SEPARATOR = "\u001f";

    /** The integer columns of the primary key. */
    private static final String KEY = """
            SELECT a.attname FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = %d AND i.indisprimary
            AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
            ORDER BY array_position(i.indkey::int[], a.attnum::int)
            """;

    /** The singular is that of regular English nouns; others are written out. */
    private static final String FOUND = """
            WITH RECURSIVE keys AS (
                SELECT c.oid AS rel, c.relnamespace, c.relname::text AS name, a.attnum AS att, a.attname::text AS column_name,
                       CASE WHEN c.relname ~ '(us|is|ss)$' THEN c.relname::text
                            WHEN c.relname ~ 'ies$' THEN left(c.relname, -3) || 'y'
                            WHEN c.relname ~ '(s|x|z|ch|sh)es$' THEN left(c.relname, -2)
                            WHEN c.relname ~ 's$' THEN left(c.relname, -1)
                            ELSE c.relname::text END AS singular
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
                WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND (%s)
            ), named AS (
                SELECT c.oid AS rel, a.attnum AS att
                FROM keys k JOIN pg_catalog.pg_class c ON c.relnamespace = k.relnamespace AND c.relkind IN ('r', 'p')
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                JOIN (VALUES %s) p (pattern, is_array) ON a.attname LIKE replace(replace(replace(p.pattern,
                    '{table\\_singular}', %s), '{table}', %s), '{column}', %s)
                WHERE CASE WHEN p.is_array THEN t.typelem IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
                           ELSE t.oid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) END
                AND right(a.attname, 9) NOT IN ('__zdm_old', '__zdm_new')
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint f
                                WHERE f.contype = 'f' AND f.conrelid = c.oid AND a.attnum = ANY (f.conkey))
            ), found (rel, att) AS (
                SELECT rel, att FROM keys
                UNION SELECT rel, att FROM named
                UNION SELECT n.rel, n.att FROM found w CROSS JOIN LATERAL (
                    SELECT f.conrelid, f.conkey[i] FROM pg_catalog.pg_constraint f
                    CROSS JOIN LATERAL generate_subscripts(f.confkey, 1) i
                    WHERE f.contype = 'f' AND f.confrelid = w.rel AND f.confkey[i] = w.att
                    UNION ALL
                    SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute o
                    JOIN pg_catalog.pg_inherits h ON o.attrelid IN (h.inhrelid, h.inhparent)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid IN (h.inhrelid, h.inhparent)
                    WHERE o.attrelid = w.rel AND o.attnum = w.att AND a.attrelid <> o.attrelid AND a.attname = o.attname
                    AND NOT a.attisdropped AND (SELECT c.attinhcount FROM pg_catalog.pg_attribute c
                        WHERE c.attrelid = h.inhrelid AND c.attname = o.attname) > 0
                ) n (rel, att)
            )
            SELECT concat_ws(chr(31), format('%%I.%%I', s.nspname, c.relname), c.oid,
                (SELECT sum(pg_catalog.pg_table_size(m)) FROM (SELECT c.oid AS m UNION ALL
                    SELECT relid FROM pg_catalog.pg_partition_tree(c.oid) WHERE relid <> c.oid) m),
                a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                a.attidentity <> '' OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                    JOIN pg_catalog.pg_class q ON q.oid = d.objid AND q.relkind = 'S'
                    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid = a.attnum
                    AND d.deptype IN ('a', 'i')))
            FROM (SELECT DISTINCT rel, att FROM found) w
            JOIN pg_catalog.pg_class c ON c.oid = w.rel AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
            JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = w.rel AND a.attnum = w.att AND a.attinhcount = 0
            ORDER BY c.oid, a.attnum
            """;

    private static final String OF_SCHEMA =
            "c.relnamespace = (SELECT relnamespace FROM pg_catalog.pg_class WHERE oid = %d)";

    /** A table as it is written, in the schema of another one where it names none. */
    private static final String WRITTEN = """
            pg_catalog.to_regclass(CASE WHEN pg_catalog.cardinality(pg_catalog.parse_ident(%1$s)) > 1 THEN %1$s
                ELSE (SELECT pg_catalog.quote_ident(s.nspname) FROM pg_catalog.pg_class o
                      JOIN pg_catalog.pg_namespace s ON s.oid = o.relnamespace WHERE o.oid = %2$d) || '.' || %1$s END)""";

    /** Every key of a table: of a primary key, with a sequence, or referred to. */
    private static final String KEYS_OF = """
            %s
            AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
            AND (EXISTS (SELECT FROM pg_catalog.pg_index i
                         WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
                 OR a.attidentity <> ''
                 OR EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class q ON q.oid = d.objid
                            AND q.relkind = 'S' WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                            AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i'))
                 OR EXISTS (SELECT FROM pg_catalog.pg_constraint f
                            WHERE f.contype = 'f' AND f.confrelid = c.oid AND a.attnum = ANY (f.confkey)))
            """;

    /** Which of the tables refer to which. */
    private static final String REFERENCES = """
            SELECT DISTINCT format('%%s %%s', conrelid::oid, confrelid::oid) FROM pg_catalog.pg_constraint
            WHERE contype = 'f' AND conrelid <> confrelid AND conrelid IN (%1$s) AND confrelid IN (%1$s)
            """;

    /** One table refers to another. */
    record Reference(long from, long to) {}

    private final ConvertToBigint change;
    private final Planning planning;

    IdColumns(ConvertToBigint change, Planning planning) {
        this.change = change;
        this.planning = planning;
    }

    /** The names of the key's columns, of whatever integer type they are. */
    List<String> key() {
        return change.columns().isEmpty()
                ? planning.lines(KEY.formatted(planning.table().ref().oid()))
                : change.columns();
    }

    /** Of all tables, whatever integer types they have by now. */
    List<IdColumn> all() {
        long oid = planning.table().ref().oid();
        String keys = "c.oid = " + oid + " AND a.attname IN ("
                + key().stream().map(Identifier::literal).collect(Collectors.joining(", ", "NULL, ", "")) + ")";
        if (change.wholeSchema()) {
            keys += " OR " + KEYS_OF.formatted(OF_SCHEMA.formatted(oid));
        }
        if (!change.tables().isEmpty()) {
            keys += " OR "
                    + KEYS_OF.formatted("c.oid IN ("
                            + change.tables().stream().map(this::written).collect(Collectors.joining(", ")) + ")");
        }
        return planning
                .lines(FOUND.formatted(keys, patterns(), like("k.singular"), like("k.name"), like("k.column_name")))
                .stream()
                .map(IdColumns::column)
                .toList();
    }

    /** Of the further tables those that are not there. */
    List<String> unknown() {
        return change.tables().stream()
                .filter(table -> planning.lines("SELECT coalesce(" + written(table) + "::oid::text, '')")
                        .contains(""))
                .toList();
    }

    private String written(String table) {
        return WRITTEN.formatted(
                Identifier.literal(table), planning.table().ref().oid());
    }

    List<Reference> references(List<Long> tables) {
        String oids = tables.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return planning.lines(REFERENCES.formatted(oids)).stream()
                .map(line -> line.split(" ", 2))
                .map(ends -> new Reference(Long.parseLong(ends[0]), Long.parseLong(ends[1])))
                .toList();
    }

    /** Rows of a pattern for LIKE and whether it is meant for arrays. */
    private String patterns() {
        List<String> rows = new ArrayList<>(List.of("(NULL::text, false)"));
        change.naming().forEach(p -> rows.add("(" + Identifier.literal(pattern(p)) + ", false)"));
        change.arrays().forEach(p -> rows.add("(" + Identifier.literal(pattern(p)) + ", true)"));
        return String.join(", ", rows);
    }

    private static String pattern(String written) {
        return written.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%');
    }

    /** A name as a pattern that fits it alone. */
    private static String like(String name) {
        return "regexp_replace(" + name + ", '([\\\\%_])', '\\\\\\1', 'g')";
    }

    private static IdColumn column(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        return new IdColumn(
                parts[0],
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                parts[3],
                parts[4],
                parts[5].equals("t") || parts[5].equals("true"));
    }
}
