package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Dependent;
import java.util.List;

/** Asks pg_depend what refers to a column: for refusals by name, and to notice drift. */
public final class ColumnDependents {

    /** Whatever depends on the column and is neither an object of the engine's own nor a part of the column itself. */
    private static final String DEPENDENTS = """
            SELECT DISTINCT d.classid::regclass::text AS catalog, d.objid,
                   pg_describe_object(d.classid, d.objid, 0) AS description
            FROM pg_depend d
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ? AND d.refobjsubid = ?
            AND NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                            WHERE d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
                            AND (p.pronamespace = to_regnamespace('zdm') OR t.tgisinternal))
            AND NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_constraint p ON p.oid = k.conparentid
                            WHERE d.classid = 'pg_constraint'::regclass AND k.oid = d.objid AND p.conrelid = k.conrelid)
            ORDER BY 1, 3
            """;

    /**
     * One line a fact, in a fixed order, of the column on every member of the table's tree, and which members there are:
     * those with their OIDs, because a table partition that was dropped and made again under the same name is another
     * one. Else names and definitions, no OIDs, so that equal lines mean an equal catalog. Of the clones of row triggers
     * state and comment: their definition is the parent's. All members at once: it also
     * runs under the lock of the swap.
     */
    private static final String DESCRIPTION = """
            WITH RECURSIVE asked AS (
                SELECT CAST(%1$s AS oid) AS root, CAST(%2$s AS int) AS number
            ), tree(oid) AS (
                SELECT root FROM asked
                UNION
                SELECT i.inhrelid FROM tree t JOIN pg_inherits i ON i.inhparent = t.oid
            ), col AS MATERIALIZED (
                SELECT a.*, a.attrelid AS member FROM asked
                JOIN pg_attribute r ON r.attrelid = asked.root AND r.attnum = asked.number
                CROSS JOIN tree
                JOIN pg_attribute a ON a.attrelid = tree.oid AND a.attname = r.attname AND NOT a.attisdropped
            ), dep AS MATERIALIZED (
                SELECT col.member, d.classid, d.objid FROM col JOIN pg_depend d
                ON d.refclassid = 'pg_class'::regclass AND d.refobjid = col.attrelid AND d.refobjsubid = col.attnum
                UNION
                SELECT col.member, 'pg_class'::regclass, i.indexrelid FROM col JOIN pg_index i
                ON i.indrelid = col.attrelid AND col.attnum = ANY (i.indkey::int2[])
            ),
            """ + BoundSql.HIT_OF_MEMBERS + """
            , seen AS MATERIALIZED (
                SELECT DISTINCT h.member, c.oid FROM hit h
                JOIN pg_rewrite r ON h.classid = 'pg_rewrite'::regclass AND r.oid = h.objid AND r.ev_type = '1'
                JOIN pg_class c ON c.oid = r.ev_class AND c.relkind = 'v'
            ), trig AS MATERIALIZED (
                SELECT p.oid, p.tgrelid,
                       concat_ws(' ',
            """ + TriggerSql.ORIGINAL + """
                           , t.tgenabled, obj_description(p.oid, 'pg_trigger'),
                                 obj_description(t.tgconstraint, 'pg_constraint')) AS text,
                       t.tgtype & 20 <> 0 AS writes
                FROM ("""
            + TriggerSql.PARTS.replace("%%", "%%%%").formatted("""
                    NOT t.tgisinternal AND t.tgparentid = 0
                    AND t.tgrelid = ANY (ARRAY(SELECT attrelid FROM col UNION ALL SELECT oid FROM seen))
                    AND EXISTS (SELECT FROM pg_proc f WHERE f.oid = t.tgfoid
                                AND f.pronamespace <> coalesce(to_regnamespace('zdm'), 0))""") + """
                    ) p JOIN pg_trigger t ON t.oid = p.oid
            ), line AS (
                SELECT dep.member, concat_ws(' ', 'index', pg_get_indexdef(x.indexrelid),
                                 CASE WHEN x.indisclustered THEN '(clustered)' END,
                                 CASE WHEN x.indisreplident THEN '(replica identity)' END,
                                 (SELECT t.spcname FROM pg_class i JOIN pg_tablespace t ON t.oid = i.reltablespace
                                  WHERE i.oid = x.indexrelid),
                                 (SELECT 'statistics ' || string_agg(a.attnum || ' ' || a.attstattarget, ', ' ORDER BY a.attnum)
                                  FROM pg_attribute a WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0),
                                 (SELECT 'extension ' || string_agg(e.extname, ', ' ORDER BY e.extname)
                                  FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                                  WHERE d.classid = 'pg_class'::regclass AND d.objid = x.indexrelid AND d.deptype = 'x'
                                  AND d.refclassid = 'pg_extension'::regclass),
                                 obj_description(x.indexrelid, 'pg_class')) AS text
                FROM dep JOIN pg_index x ON x.indexrelid = dep.objid WHERE dep.classid = 'pg_class'::regclass
                UNION ALL
                SELECT dep.member, concat_ws(' ', 'constraint', k.conname, k.conrelid::regclass, %4$s,
                                 obj_description(k.oid, 'pg_constraint'))
                FROM dep JOIN pg_constraint k ON k.oid = dep.objid WHERE dep.classid = 'pg_constraint'::regclass
                UNION ALL
                SELECT col.member, concat_ws(' ', 'constraint', k.conname, k.conrelid::regclass, %4$s,
                                 obj_description(k.oid, 'pg_constraint'))
                FROM col JOIN pg_constraint k ON k.conrelid = col.attrelid AND k.contype IN ('p', 'u', 'x')
                AND col.attnum = ANY (k.conkey)
                UNION ALL
                SELECT dep.member, concat_ws(' ', pg_get_statisticsobjdef(s.oid), s.stxowner::regrole, s.stxstattarget,
                                 obj_description(s.oid, 'pg_statistic_ext'))
                FROM dep JOIN pg_statistic_ext s ON s.oid = dep.objid WHERE dep.classid = 'pg_statistic_ext'::regclass
                UNION ALL
                SELECT col.member, concat_ws(' ', 'table trigger', trig.text)
                FROM trig JOIN col ON trig.tgrelid = col.attrelid WHERE trig.writes
                UNION ALL
                SELECT seen.member, concat_ws(' ', 'trigger', trig.text) FROM trig JOIN seen ON trig.tgrelid = seen.oid
                UNION ALL
                SELECT hit.member, concat_ws(' ', 'trigger', trig.text)
                FROM trig JOIN hit ON hit.classid = 'pg_trigger'::regclass AND hit.objid = trig.oid
                UNION ALL
                SELECT col.member, concat_ws(' ', CASE WHEN EXISTS (SELECT FROM dep WHERE dep.classid = 'pg_trigger'::regclass
                                                                    AND dep.objid = t.oid) THEN 'trigger' ELSE 'table trigger' END,
                                             quote_ident(t.tgname), 'of its parent', t.tgenabled, obj_description(t.oid, 'pg_trigger'))
                FROM col JOIN pg_trigger t ON t.tgrelid = col.attrelid AND t.tgparentid <> 0
                JOIN pg_proc f ON f.oid = t.tgfoid AND f.pronamespace <> coalesce(to_regnamespace('zdm'), 0)
                WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't')
                UNION ALL
                SELECT col.member, concat_ws(' ', 'table rule', pg_get_ruledef(r.oid), r.ev_enabled) FROM col
                JOIN pg_rewrite r ON r.ev_class = col.attrelid AND r.ev_type = '2'
                UNION ALL
                SELECT b.member, concat_ws(' ', 'rule', pg_get_ruledef(r.oid), r.ev_enabled, obj_description(r.oid, 'pg_rewrite'))
                FROM (SELECT seen.member, r.oid FROM seen JOIN pg_rewrite r ON r.ev_class = seen.oid
                      UNION SELECT hit.member, hit.objid FROM hit WHERE hit.classid = 'pg_rewrite'::regclass) b
                JOIN pg_rewrite r ON r.oid = b.oid AND r.ev_type <> '1'
                UNION ALL
                SELECT seen.member, concat_ws(' ', 'view', v.oid::regclass, pg_get_viewdef(v.oid), pg_get_userbyid(v.relowner),
                                 v.reloptions, coalesce(v.relacl, acldefault('r', v.relowner)),
                                 obj_description(v.oid, 'pg_class'))
                FROM seen JOIN pg_class v ON v.oid = seen.oid
                UNION ALL
                SELECT v.member, concat_ws(' ', 'view column', v.oid::regclass, quote_ident(a.attname), pg_get_expr(d.adbin, d.adrelid),
                                 a.attacl, col_description(v.oid, a.attnum))
                FROM seen v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
                LEFT JOIN pg_attrdef d ON d.adrelid = v.oid AND d.adnum = a.attnum
                WHERE d.oid IS NOT NULL OR a.attacl IS NOT NULL OR col_description(v.oid, a.attnum) IS NOT NULL
                UNION ALL
                SELECT hit.member, concat_ws(' ', 'policy', quote_ident(p.polname), p.polrelid::regclass, p.polcmd, p.polpermissive,
                                 p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), 'check',
                                 pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid, 'pg_policy'))
                FROM hit JOIN pg_policy p ON p.oid = hit.objid WHERE hit.classid = 'pg_policy'::regclass
                UNION ALL
                SELECT hit.member, concat_ws(' ', 'publication', quote_ident(p.pubname), pg_get_userbyid(p.pubowner),
                                 'columns', to_jsonb(x) ->> 'prattrs', 'filter', md5(to_jsonb(x) ->> 'prqual'))
                FROM hit JOIN pg_publication_rel x ON x.oid = hit.objid JOIN pg_publication p ON p.oid = x.prpubid
                WHERE hit.classid = 'pg_publication_rel'::regclass
                UNION ALL
                SELECT dep.member, concat_ws(' ', 'generated', d.adrelid::regclass, quote_ident(a.attname), pg_get_expr(d.adbin, d.adrelid))
                FROM dep JOIN pg_attrdef d ON d.oid = dep.objid
                JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated <> ''
                WHERE dep.classid = 'pg_attrdef'::regclass
                UNION ALL
                SELECT col.member, concat_ws(' ', 'default', pg_get_expr(d.adbin, d.adrelid))
                FROM col JOIN pg_attrdef d ON d.adrelid = col.attrelid AND d.adnum = col.attnum
                UNION ALL
                SELECT dep.member, concat_ws(' ', 'sequence', s.seqrelid::regclass, format_type(s.seqtypid, NULL), 'start', s.seqstart,
                                 'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cache', s.seqcache,
                                 CASE WHEN s.seqcycle THEN 'cycle' END, c.relowner::regrole, c.relacl, c.relpersistence,
                                 obj_description(c.oid, 'pg_class'))
                FROM dep JOIN pg_sequence s ON s.seqrelid = dep.objid JOIN pg_class c ON c.oid = s.seqrelid
                WHERE dep.classid = 'pg_class'::regclass
                UNION ALL
                SELECT dep.member, concat_ws(' ', 'sequence', u.refobjid::regclass, 'used by',
                                 pg_describe_object(u.classid, u.objid, u.objsubid))
                FROM dep JOIN pg_sequence s ON s.seqrelid = dep.objid
                JOIN pg_depend u ON u.refclassid = 'pg_class'::regclass AND u.refobjid = s.seqrelid
                WHERE dep.classid = 'pg_class'::regclass
                UNION ALL
                SELECT col.member, concat_ws(' ', 'column', format_type(col.atttypid, col.atttypmod), col.attcollation::regcollation,
                                 CASE WHEN col.attnotnull THEN 'NOT NULL' END,
                                 CASE col.attidentity WHEN 'a' THEN 'IDENTITY ALWAYS' WHEN 'd' THEN 'IDENTITY' END,
                                 nullif(col.attstattarget, -1), col.attoptions, col.attacl,
                                 'storage', col.attstorage, nullif(col.attcompression, ''),
                                 col_description(col.attrelid, col.attnum))
                FROM col
                UNION ALL
                SELECT hit.member, pg_describe_object(hit.classid, hit.objid, 0)
                FROM hit WHERE NOT (hit.classid IN ('pg_constraint'::regclass, 'pg_statistic_ext'::regclass,
                    'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_publication_rel'::regclass)
                OR hit.classid = 'pg_rewrite'::regclass AND EXISTS (SELECT FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
                    WHERE r.oid = hit.objid AND (r.ev_type <> '1' OR c.relkind = 'v'))
                OR hit.classid = 'pg_class'::regclass AND (EXISTS (SELECT FROM pg_index WHERE indexrelid = hit.objid)
                    OR EXISTS (SELECT FROM pg_sequence WHERE seqrelid = hit.objid))
                OR hit.classid = 'pg_attrdef'::regclass)
            )
            SELECT CASE WHEN line.member = asked.root THEN '' ELSE line.member::regclass || ': ' END || line.text AS text
            FROM line CROSS JOIN asked WHERE %3$s
            UNION
            SELECT concat_ws(' ', 'member', i.inhrelid::regclass || ':', i.inhrelid, 'of', i.inhparent::regclass,
                             pg_get_expr(c.relpartbound, c.oid))
            FROM tree JOIN pg_inherits i ON i.inhparent = tree.oid JOIN pg_class c ON c.oid = i.inhrelid
            ORDER BY 1
            """;

    /**
     * Before 18 VALIDATE passes over the parts of a foreign key that refer to single table partitions; nobody can make
     * those valid, and nothing goes by it.
     */
    private static final String CONSTRAINT = "CASE WHEN EXISTS (SELECT FROM pg_constraint w WHERE w.oid = k.conparentid"
            + " AND w.conrelid = k.conrelid) THEN replace(pg_get_constraintdef(k.oid), ' NOT VALID', '')"
            + " ELSE pg_get_constraintdef(k.oid) END";

    private static final String ALL = DESCRIPTION.formatted("?", "?", "true", CONSTRAINT);

    /**
     * Triggers and rules of the tables that are not bound to the column go on as they are. Whether a constraint is valid is
     * not asked: some are validated after the swap.
     */
    private static final String BOUND = DESCRIPTION.formatted(
            "?",
            "?",
            "line.text NOT LIKE 'table trigger %' AND line.text NOT LIKE 'table rule %'",
            "replace(" + CONSTRAINT + ", ' NOT VALID', '')");

    private final Database database;

    public ColumnDependents(Database database) {
        this.database = database;
    }

    public List<Dependent> list(long table, int column) {
        return database.catalog(
                DEPENDENTS,
                (row, n) -> new Dependent(row.getString("catalog"), row.getLong("objid"), row.getString("description")),
                table,
                column);
    }

    /** Expects {@code search_path = ''}. It also runs under the lock of the swap. */
    public List<String> describe(long table, int column) {
        return database.catalog(ALL, (row, n) -> row.getString(1), table, column);
    }

    /** The same without what merely is on the same tables, and goes on as it is whichever column has the name. */
    public List<String> describeBound(long table, int column) {
        return database.catalog(BOUND, (row, n) -> row.getString(1), table, column);
    }

    /**
     * What {@link #describe} asks, for a script.
     *
     * @param table an SQL expression of the table's OID
     * @param column an SQL expression of the column's number
     */
    public static String question(String table, String column) {
        return DESCRIPTION.formatted(table, column, "true", CONSTRAINT);
    }
}
