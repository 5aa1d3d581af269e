package io.zdm.lint.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the catalog says at one moment, within the transaction that asks.
 *
 * @param relations by oid
 * @param foreignKeys their tables' oids, by name
 * @param names whatever statements of an application may name: tables, columns, types and their values, functions
 */
record CatalogPicture(Map<Long, Relation> relations, Map<String, Set<Long>> foreignKeys, Set<String> names) {

    /** Names come out qualified whatever the search path is; what belongs to an extension or the system is left out. */
    private static final String QUERY = """
            WITH spaces AS (
                SELECT oid, CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END AS prefix, nspname
                FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
            SELECT 'R', c.oid, c.relkind::text, c.relname, s.prefix || c.relname,
                   coalesce(pg_catalog.pg_relation_filenode(c.oid), 0), coalesce(pg_catalog.pg_relation_size(c.oid), 0)
            FROM pg_catalog.pg_class c JOIN spaces s ON s.oid = c.relnamespace WHERE c.relkind <> 'c'
            UNION ALL
            SELECT 'F', conrelid, '', conname, '', 0, 0 FROM pg_catalog.pg_constraint WHERE contype = 'f'
            UNION ALL
            SELECT 'N', 0, '', '', CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                   WHEN 'S' THEN 'sequence ' ELSE 'table ' END || s.prefix || c.relname, 0, 0
            FROM pg_catalog.pg_class c JOIN spaces s ON s.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                              AND d.deptype = 'i' AND c.relkind = 'S')
            UNION ALL
            SELECT 'N', 0, '', '', 'column ' || s.prefix || c.relname || '.' || a.attname, 0, 0
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN spaces s ON s.oid = c.relnamespace
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
            UNION ALL
            SELECT 'N', 0, '', '', 'value ' || e.enumlabel || ' of ' || s.prefix || t.typname, 0, 0
            FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid JOIN spaces s ON s.oid = t.typnamespace
            UNION ALL
            SELECT 'N', 0, '', '', 'type ' || s.prefix || t.typname, 0, 0
            FROM pg_catalog.pg_type t JOIN spaces s ON s.oid = t.typnamespace
            LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'
            UNION ALL
            SELECT 'N', 0, '', '', 'function ' || s.prefix || p.proname || '('
                   || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', 0, 0
            FROM pg_catalog.pg_proc p JOIN spaces s ON s.oid = p.pronamespace
            UNION ALL
            SELECT 'N', 0, '', '', 'schema ' || nspname, 0, 0 FROM spaces
            """;

    static CatalogPicture of(Connection session) throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        Map<String, Set<Long>> foreignKeys = new HashMap<>();
        Set<String> names = new HashSet<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                long oid = rows.getLong(2);
                switch (rows.getString(1)) {
                    case "R" ->
                        relations.put(
                                oid,
                                new Relation(
                                        oid,
                                        rows.getString(3),
                                        rows.getString(4),
                                        rows.getString(5),
                                        rows.getLong(6),
                                        rows.getLong(7)));
                    case "F" ->
                        foreignKeys
                                .computeIfAbsent(rows.getString(4), name -> new HashSet<>())
                                .add(oid);
                    default -> names.add(rows.getString(5));
                }
            }
        }
        return new CatalogPicture(relations, foreignKeys, names);
    }
}
