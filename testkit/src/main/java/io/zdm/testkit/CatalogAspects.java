package io.zdm.testkit;

import java.util.List;

/**
 * The questions that {@link CatalogComparer} asks of a table itself and of its columns. Each returns rows of (object,
 * aspect, value); what is NULL is left out. {@code $T} stands for the table's OID.
 *
 * <p>Only catalog columns that PostgreSQL 14 to 18 all have. A statistics target that was never set is -1 up to 16 and
 * NULL since 17.
 */
final class CatalogAspects {

    /** A privilege list spelled out, so that an absent one equals the default written down by GRANT and REVOKE. */
    private static final String ACL = """
            (SELECT string_agg(item, ', ' ORDER BY item COLLATE "C") FROM (
               SELECT format('%%s=%%s%%s/%%s',
                        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type,
                        CASE WHEN a.is_grantable THEN '*' END, pg_get_userbyid(a.grantor)) AS item
               FROM aclexplode(%s) a) items)
            """;

    private static final String TABLE =
            """
            SELECT '', v.aspect, v.value
            FROM pg_class c
            LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid
            CROSS JOIN LATERAL (VALUES
              ('kind', c.relkind::text),
              ('definition', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END),
              ('populated', CASE WHEN c.relkind = 'm' THEN c.relispopulated::text END),
              ('columns', CASE WHEN c.relkind IN ('v', 'm') THEN (
                 SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END),
              ('owner', pg_get_userbyid(c.relowner)::text),
              ('privileges', %s),
              ('options', array_to_string(ARRAY(SELECT unnest(c.reloptions) ORDER BY 1), ', ')),
              ('toast options', array_to_string(ARRAY(SELECT unnest(toast.reloptions) ORDER BY 1), ', ')),
              ('persistence', c.relpersistence::text),
              ('access method', (SELECT amname::text FROM pg_am WHERE oid = c.relam)),
              ('tablespace', (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace)),
              ('replica identity', c.relreplident::text),
              ('row security', c.relrowsecurity::text || ', forced ' || c.relforcerowsecurity::text),
              ('type', nullif(c.reloftype, 0)::regtype::text),
              ('partition key', pg_get_partkeydef(c.oid)),
              ('partition bound', pg_get_expr(c.relpartbound, c.oid)),
              ('parents', (SELECT string_agg(concat(inhparent::regclass, CASE WHEN inhdetachpending THEN ' (detaching)' END),
                                             ', ' ORDER BY inhseqno)
                           FROM pg_inherits WHERE inhrelid = c.oid)),
              ('comment', obj_description(c.oid, 'pg_class'))) v(aspect, value)
            WHERE c.oid = $T
            """.formatted(acl("c.relacl", "CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\"", "c.relowner"));

    private static final String CHILDREN = """
            SELECT 'child ' || i.inhrelid::regclass, 'bound', coalesce(pg_get_expr(c.relpartbound, c.oid), 'inherits')
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = $T
            """;

    // Of attoptions only the documented keys: some builds stamp others on every column.
    private static final String COLUMNS = """
            SELECT 'column ' || a.attname, v.aspect, v.value
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            CROSS JOIN LATERAL (VALUES
              ('type', format_type(a.atttypid, a.atttypmod)),
              ('dimensions', nullif(a.attndims, 0)::text),
              ('collation', nullif(a.attcollation, 0)::regcollation::text),
              ('not null', a.attnotnull::text),
              ('default', pg_get_expr(d.adbin, d.adrelid)),
              ('identity', nullif(a.attidentity::text, '')),
              ('generated', nullif(a.attgenerated::text, '')),
              ('storage', a.attstorage::text),
              ('compression', nullif(a.attcompression::text, '')),
              ('statistics target', nullif(coalesce(a.attstattarget, -1), -1)::text),
              ('options', (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(a.attoptions) o WHERE o LIKE 'n_distinct%%')),
              ('inheritance', nullif(a.attinhcount, 0)::text || ', local ' || a.attislocal::text),
              ('comment', col_description(a.attrelid, a.attnum)),
              ('privileges', %s)) v(aspect, value)
            WHERE a.attrelid = $T AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attname COLLATE "C"
            """.formatted(acl("a.attacl", "'c'", "c.relowner"));

    // Those that belong to a column, and those that a default only names.
    private static final String SEQUENCES = """
            SELECT DISTINCT 'sequence ' || c.oid::regclass, v.aspect, v.value
            FROM pg_class c
            JOIN pg_sequence s ON s.seqrelid = c.oid
            LEFT JOIN pg_depend owned ON owned.objid = c.oid AND owned.classid = 'pg_catalog.pg_class'::regclass
              AND owned.refclassid = 'pg_catalog.pg_class'::regclass AND owned.refobjsubid > 0
              AND owned.deptype IN ('a', 'i')
            LEFT JOIN pg_attribute a ON a.attrelid = owned.refobjid AND a.attnum = owned.refobjsubid
            CROSS JOIN LATERAL (VALUES
              ('owned by', owned.refobjid::regclass || ' ' || quote_ident(a.attname)
                           || CASE owned.deptype WHEN 'i' THEN ' (identity)' ELSE '' END),
              ('type', format_type(s.seqtypid, NULL)),
              ('options', format('start %%s increment %%s min %%s max %%s cache %%s cycle %%s', s.seqstart, s.seqincrement,
                                 s.seqmin, s.seqmax, s.seqcache, s.seqcycle)),
              ('persistence', c.relpersistence::text),
              ('owner', pg_get_userbyid(c.relowner)::text),
              ('privileges', %s),
              ('comment', obj_description(c.oid, 'pg_class'))) v(aspect, value)
            WHERE c.relkind = 'S' AND (c.oid = $T OR owned.refobjid = $T OR EXISTS (
              SELECT FROM pg_attrdef d
              JOIN pg_depend named ON named.classid = 'pg_catalog.pg_attrdef'::regclass AND named.objid = d.oid
                AND named.refclassid = 'pg_catalog.pg_class'::regclass
              WHERE d.adrelid = $T AND named.refobjid = c.oid))
            """.formatted(acl("c.relacl", "'s'", "c.relowner"));

    static final List<String> QUERIES = List.of(TABLE, CHILDREN, COLUMNS, SEQUENCES);

    private CatalogAspects() {}

    static String acl(String acl, String kind, String owner) {
        return ACL.formatted("coalesce(%s, acldefault(%s, %s))".formatted(acl, kind, owner));
    }
}
