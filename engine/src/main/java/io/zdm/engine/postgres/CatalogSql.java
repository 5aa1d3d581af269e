package io.zdm.engine.postgres;

/** The catalog queries, for PostgreSQL 14 to 18; what differs between versions is read through to_jsonb(row). */
final class CatalogSql {

    private CatalogSql() {}

    static final String TABLE = """
            SELECT c.relkind::text, c.relpersistence::text, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
                   c.relreplident::text, c.reltuples,
                   CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid) ELSE 0 END AS bytes,
                   pg_get_userbyid(c.relowner) AS owner, pg_has_role(c.relowner, 'USAGE') AS owned_by_role,
                   EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid) AS has_children,
                   EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid) AS has_parents,
                   CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type
            FROM pg_class c WHERE c.oid = ?
            """;

    static final String PARENTS = """
            SELECT c.oid, n.nspname, c.relname
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE i.inhrelid = ? ORDER BY i.inhseqno
            """;

    static final String MEMBERS = """
            WITH RECURSIVE tree(oid, depth) AS (
                SELECT ?::oid, 0
                UNION ALL
                SELECT i.inhrelid, t.depth + 1 FROM tree t JOIN pg_inherits i ON i.inhparent = t.oid
            )
            SELECT c.oid, n.nspname, c.relname
            FROM (SELECT oid, max(depth) AS depth FROM tree GROUP BY oid) t
            JOIN pg_class c ON c.oid = t.oid JOIN pg_namespace n ON n.oid = c.relnamespace
            ORDER BY t.depth, n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    /** NOT NULL constraints have names from 18 on. */
    static final String COLUMNS = """
            SELECT a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, a.atttypid, a.atttypmod, t.typlen,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN (SELECT format('%I.%I', n.nspname, o.collname) FROM pg_collation o
                              JOIN pg_namespace n ON n.oid = o.collnamespace WHERE o.oid = a.attcollation)
                   END AS collation,
                   a.attnotnull, k.conname AS not_null_name, obj_description(k.oid, 'pg_constraint') AS not_null_comment,
                   CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default_expression,
                   a.attidentity::text, a.attgenerated::text, a.attstorage::text, a.attcompression::text,
                   a.attstattarget AS statistics_target,
                   ARRAY(SELECT o.option_name || '=' || o.option_value
                         FROM pg_options_to_table(a.attoptions) o
                         WHERE o.option_name IN ('n_distinct', 'n_distinct_inherited') ORDER BY 1)::text[] AS options,
                   col_description(a.attrelid, a.attnum) AS comment, a.attislocal, a.attinhcount,
                   EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_class'::regclass AND p.objid = a.attrelid
                           AND p.objsubid = a.attnum AND p.refclassid = 'pg_class'::regclass
                           AND p.refobjid = a.attrelid AND p.refobjsubid = 0 AND p.deptype = 'i') AS partition_key
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    static final String COLUMN_GRANTS = """
            SELECT a.attnum, g.privilege_type AS privilege, g.is_grantable AS grantable,
                   CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS grantee,
                   pg_get_userbyid(g.grantor) AS grantor, g.grantor = c.relowner AS by_owner
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            CROSS JOIN LATERAL aclexplode(a.attacl) g
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY 1, 4, 2
            """;

    /** The head is built from the same names that the definition is, so that it can be cut off exactly. */
    static final String INDEXES = """
            SELECT i.oid, n.nspname AS schema, i.relname AS name, pg_get_indexdef(i.oid) AS definition,
                   format('CREATE %sINDEX %I ON %s%I.%I ', CASE WHEN x.indisunique THEN 'UNIQUE ' ELSE '' END, i.relname,
                          CASE WHEN t.relkind = 'p' THEN 'ONLY ' ELSE '' END, tn.nspname, t.relname) AS head,
                   x.indisunique, x.indisprimary, x.indisvalid AND x.indisready AND x.indislive AS valid, x.indimmediate,
                   x.indisexclusion, x.indpred IS NULL AND x.indexprs IS NULL AS plain, x.indisclustered, x.indisreplident,
                   m.amname AS method,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.oid ORDER BY a.attnum) AS attributes,
                   ARRAY(SELECT CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::int END
                         FROM pg_attribute a WHERE a.attrelid = i.oid ORDER BY a.attnum) AS statistics_targets,
                   CASE WHEN x.indexprs IS NULL THEN
                       ARRAY(SELECT a.attname::text FROM generate_series(0, x.indnkeyatts - 1) p
                             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[p] ORDER BY p)
                       ELSE ARRAY[]::text[] END AS keys,
                   ARRAY(SELECT DISTINCT d.refobjsubid FROM pg_depend d
                         WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid AND d.refclassid = 'pg_class'::regclass
                         AND d.refobjid = t.oid AND d.refobjsubid > 0
                         UNION SELECT k::int FROM unnest(x.indkey::int2[]) k WHERE k > 0)::int[] AS column_numbers,
                   k.conname AS constraint_name, s.spcname AS tablespace,
                   (SELECT h.inhparent FROM pg_inherits h WHERE h.inhrelid = i.oid) AS parent_oid,
                   coalesce(i.reloptions, '{}') AS options,
                   ARRAY(SELECT e.extname::text FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                         WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid AND d.deptype = 'x'
                         AND d.refclassid = 'pg_extension'::regclass ORDER BY 1) AS extensions,
                   obj_description(i.oid, 'pg_class') AS comment
            FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_namespace n ON n.oid = i.relnamespace
            JOIN pg_class t ON t.oid = x.indrelid
            JOIN pg_namespace tn ON tn.oid = t.relnamespace
            JOIN pg_am m ON m.oid = i.relam
            LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
            LEFT JOIN pg_tablespace s ON s.oid = i.reltablespace
            WHERE x.indrelid = ?
            ORDER BY i.oid
            """;

    /** Parts of the foreign key {@code k} that refer to table partitions of the referenced table. */
    private static final String PARTS = """
            WITH RECURSIVE part AS (
            SELECT p.oid, p.conname, p.confrelid FROM pg_constraint p
            WHERE p.conparentid = k.oid AND p.conrelid = k.conrelid
            UNION ALL
            SELECT p.oid, p.conname, p.confrelid FROM part JOIN pg_constraint p
            ON p.conparentid = part.oid AND p.conrelid = k.conrelid)
            """;

    /** conenforced and periods come with 18. */
    private static final String CONSTRAINT_FACTS = """
            SELECT k.oid, k.conname, k.contype::text, pg_get_constraintdef(k.oid) AS definition, k.convalidated,
                   k.condeferrable, k.condeferred, k.connoinherit,
                   coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
                   coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false) AS period,
                   coalesce(k.conkey::int[], '{}') AS column_numbers,
                   CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(num, pos)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.pos) AS columns,
                   k.confrelid, (SELECT format('%%I.%%I', n.nspname, r.relname) FROM pg_class r
                                 JOIN pg_namespace n ON n.oid = r.relnamespace WHERE r.oid = k.confrelid) AS referenced,
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(num, pos)
                         JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.pos)
                       AS referenced_columns,
                   concat(CASE k.confmatchtype WHEN 'f' THEN ' MATCH FULL' END,
                          CASE k.confupdtype WHEN 'r' THEN ' ON UPDATE RESTRICT' WHEN 'c' THEN ' ON UPDATE CASCADE'
                               WHEN 'n' THEN ' ON UPDATE SET NULL' WHEN 'd' THEN ' ON UPDATE SET DEFAULT' END,
                          CASE k.confdeltype WHEN 'r' THEN ' ON DELETE RESTRICT' WHEN 'c' THEN ' ON DELETE CASCADE'
                               WHEN 'n' THEN ' ON DELETE SET NULL' WHEN 'd' THEN ' ON DELETE SET DEFAULT' END) AS actions,
                   ARRAY(SELECT a.attname::text
                         FROM jsonb_array_elements_text(nullif(to_jsonb(k) -> 'confdelsetcols', 'null')) WITH ORDINALITY u(num, pos)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num::int ORDER BY u.pos) AS set_columns,
                   concat(CASE WHEN k.condeferrable THEN ' DEFERRABLE' END,
                          CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END) AS deferral,
                   ARRAY(%1$s SELECT format('%%I.%%I', n.nspname, r.relname) FROM part
                         JOIN pg_class r ON r.oid = part.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
                         ORDER BY part.oid) AS part_tables,
                   ARRAY(%1$s SELECT part.conname::text FROM part ORDER BY part.oid) AS part_names,
                   obj_description(k.oid, 'pg_constraint') AS comment, k.conislocal, k.coninhcount, k.conparentid,
                   k.conindid
            """.formatted(PARTS);

    /**
     * A foreign key to a partitioned table has parts of its own for each of its table partitions, on the same table: those
     * come and go with it.
     */
    static final String CONSTRAINTS = CONSTRAINT_FACTS + """
            FROM pg_constraint k
            WHERE k.conrelid = ? AND k.contype <> 't'
            AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
            ORDER BY k.oid
            """;

    /** Of other tables, and where these are partitioned of each of their table partitions, too. */
    static final String INBOUND_FOREIGN_KEYS = CONSTRAINT_FACTS + """
                   , c.oid AS table_oid, n.nspname AS table_schema, c.relname AS table_name,
                   pg_get_userbyid(c.relowner) AS table_owner, pg_has_role(c.relowner, 'USAGE') AS owned_by_role,
                   c.relkind = 'p' AS partitioned
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND k.confrelid = ? AND k.conrelid <> k.confrelid
            AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
            ORDER BY k.oid
            """;

    /** Those that would go with the column: a serial's and an identity's. */
    static final String SEQUENCES = """
            SELECT c.oid, n.nspname AS schema, c.relname AS name, d.deptype = 'i' AS identity,
                   format_type(s.seqtypid, NULL) AS type, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                   s.seqcycle, c.relpersistence::text, obj_description(c.oid, 'pg_class') AS comment,
                   c.relacl IS NULL AS default_grants,
                   ARRAY(SELECT DISTINCT pg_describe_object(u.classid, u.objid, u.objsubid) FROM pg_depend u
                         WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = c.oid
                         AND u.deptype = 'n'
                         AND NOT EXISTS (SELECT FROM pg_attrdef f WHERE u.classid = 'pg_attrdef'::regclass
                                         AND f.oid = u.objid AND f.adrelid = d.refobjid AND f.adnum = d.refobjsubid)
                         ORDER BY 1) AS users
            FROM pg_depend d
            JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_sequence s ON s.seqrelid = c.oid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i') AND d.refobjid = ? AND d.refobjsubid = ?
            ORDER BY c.oid
            """;

    static final String SEQUENCE_GRANTS = """
            SELECT g.privilege_type AS privilege, g.is_grantable AS grantable,
                   CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS grantee,
                   pg_get_userbyid(g.grantor) AS grantor, g.grantor = c.relowner AS by_owner
            FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) g
            WHERE c.oid = ?
            ORDER BY 3, 1
            """;

    static final String STATISTICS = """
            SELECT s.oid, n.nspname AS schema, s.stxname, quote_ident(pg_get_userbyid(s.stxowner)) AS owner,
                   ARRAY(SELECT CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' END
                         FROM unnest(s.stxkind) k WHERE k IN ('d', 'f', 'm')) AS kinds,
                   pg_get_statisticsobjdef_columns(s.oid) AS columns,
                   ARRAY(SELECT DISTINCT d.refobjsubid FROM pg_depend d
                         WHERE d.classid = 'pg_statistic_ext'::regclass AND d.objid = s.oid
                         AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.stxrelid AND d.refobjsubid > 0)::int[]
                       AS column_numbers,
                   s.stxstattarget AS target, obj_description(s.oid, 'pg_statistic_ext') AS comment
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
            WHERE s.stxrelid = ?
            ORDER BY s.oid
            """;

    /** What would rewrite the backfill's UPDATE; a rule for replication alone does not. */
    static final String RULES = """
            SELECT rulename::text FROM pg_rewrite WHERE ev_class = ? AND ev_type = '2' AND ev_enabled IN ('O', 'A')
            ORDER BY 1
            """;

    /** Also those of the whole schema or database. */
    static final String PUBLICATIONS = """
            SELECT p.pubname::text FROM pg_publication p
            WHERE EXISTS (SELECT FROM pg_publication_tables t JOIN pg_class c ON c.relname = t.tablename
                          JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = t.schemaname
                          WHERE t.pubname = p.pubname AND c.oid = ?)
            ORDER BY 1
            """;
}
