package io.zdm.engine.postgres;

/**
 * How what is bound to a column is found and made again. Names come as the search_path shows them: qualified under an
 * empty one, bare where empty twins in pg_temp are to be meant.
 */
final class BoundSql {

    private BoundSql() {}

    /**
     * Adds to {@code dep(classid, objid)}, what depends on the columns, what depends on the views among it and on their
     * row types: {@code hit(classid, objid, via)}, via being the view or NULL.
     */
    static final String HIT = hit("", "");

    /** The same for {@code dep(member, classid, objid)}: {@code hit(member, classid, objid, via)}. */
    static final String HIT_OF_MEMBERS = hit("member, ", "h.member, ");

    private static String hit(String member, String carried) {
        return """
            hit(%1$sclassid, objid, via) AS (
                SELECT %1$sclassid, objid, NULL::oid FROM dep
                UNION
                SELECT %2$sd.classid, d.objid, v.oid
                FROM hit h
                JOIN pg_rewrite r ON h.classid = 'pg_rewrite'::regclass AND r.oid = h.objid AND r.ev_type = '1'
                JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
                JOIN pg_type y ON y.oid = v.reltype
                CROSS JOIN LATERAL (VALUES ('pg_class'::regclass, v.oid), ('pg_type'::regclass, y.oid),
                                           ('pg_type'::regclass, y.typarray)) o(classid, objid)
                JOIN pg_depend d ON d.refclassid = o.classid AND d.refobjid = o.objid AND d.deptype <> 'i'
            )""".formatted(member, carried);
    }

    static final String HITS = "WITH RECURSIVE dep AS (" + """
                SELECT DISTINCT d.classid, d.objid FROM pg_depend d
                WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ? AND d.refobjsubid = ANY (
                    SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = d.refobjid AND a.attname = ANY (CAST(? AS text[])))
            ),
            """ + HIT + """

            SELECT h.classid::regclass::text AS catalog, h.objid, h.via, h.via::regclass::text AS view,
                   pg_describe_object(h.classid, h.objid, 0) AS description,
                   r.ev_class, r.ev_type = '1' AS returns, c.relkind = 'v' AS on_view,
                   pg_describe_object('pg_class'::regclass, c.oid, 0) AS relation, a.attgenerated = 'v' AS virtual,
                   coalesce(t.tgisinternal OR t.tgparentid <> 0 OR f.pronamespace = to_regnamespace('zdm'), false) AS foreign_trigger
            FROM hit h
            LEFT JOIN pg_rewrite r ON h.classid = 'pg_rewrite'::regclass AND r.oid = h.objid
            LEFT JOIN pg_class c ON c.oid = r.ev_class
            LEFT JOIN pg_attrdef d ON h.classid = 'pg_attrdef'::regclass AND d.oid = h.objid
            LEFT JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            LEFT JOIN pg_trigger t ON h.classid = 'pg_trigger'::regclass AND t.oid = h.objid
            LEFT JOIN pg_proc f ON f.oid = t.tgfoid
            ORDER BY 5, 4
            """;

    /** Which of the views rests on which. */
    static final String EDGES = """
            SELECT DISTINCT r.ev_class AS view, d.refobjid AS rests_on
            FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
            WHERE r.ev_type = '1' AND r.ev_class = ANY (CAST(? AS oid[])) AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = ANY (CAST(? AS oid[])) AND d.refobjid <> r.ev_class
            """;

    private static final String FOREIGN = """
            WHEN EXISTS (SELECT FROM pg_depend e WHERE e.classid = '%1$s'::regclass AND e.objid = %2$s.oid
                         AND e.deptype IN ('e', 'x')) THEN 'it belongs to an extension'
            WHEN EXISTS (SELECT FROM pg_seclabel l WHERE l.classoid = '%1$s'::regclass AND l.objoid = %2$s.oid)
            THEN 'it carries a security label'
            """;

    /** SET, from 16 on, is what OWNER TO needs. */
    private static final String NOT_OWNED = """
            WHEN NOT (pg_has_role(%1$s, 'USAGE') AND CASE WHEN current_setting('server_version_num')::int >= 160000
                          THEN pg_has_role(%1$s, 'SET') ELSE true END)
            THEN format('%2$s %%I, and this role is no member of it', pg_get_userbyid(%1$s))
            """;

    /** What default privileges may have given to the new view goes first. */
    private static final String REVOKE = """
            format($f$DO $zdm$
            DECLARE
                zdm_role text;
            BEGIN
                FOR zdm_role IN SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC'
                        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
                    FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(
                        coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) a
                    WHERE c.oid = %L::pg_catalog.regclass%s
                LOOP
                    EXECUTE pg_catalog.format('REVOKE ALL ON %%s FROM %%s', %L, zdm_role);
                END LOOP;
            END
            $zdm$$f$, c.oid::regclass, CASE WHEN c.relacl IS NULL THEN ' AND a.grantee <> c.relowner' END, c.oid::regclass)""";

    private static final String GRANTEE =
            "CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,"
                    + " CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END";

    static final String VIEWS = """
            SELECT c.oid, pg_describe_object('pg_class'::regclass, c.oid, 0) AS name, c.oid::regclass::text AS relation,
                   quote_ident(pg_get_userbyid(c.relowner)) AS view_owner, ARRAY[format('DROP VIEW %s', c.oid::regclass)] AS "drop",
                   ARRAY[concat('CREATE VIEW ', c.oid::regclass,
                                ' WITH (' || (SELECT string_agg(format('%I = %L', o.option_name, o.option_value), ', ')
                                              FROM pg_options_to_table(c.reloptions) o) || ')',
                                ' AS', chr(10), rtrim(pg_get_viewdef(c.oid), ';'))]
                   || ARRAY(SELECT format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', c.oid::regclass, a.attname,
                                          pg_get_expr(d.adbin, d.adrelid))
                            FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                            WHERE d.adrelid = c.oid ORDER BY a.attnum) AS "create",
                   ARRAY[format('ALTER VIEW %s OWNER TO %I', c.oid::regclass, pg_get_userbyid(c.relowner)),
            """ + REVOKE + """
            ]
                   || ARRAY(SELECT format('GRANT %s ON %s TO %s%s', g.privilege_type, c.oid::regclass,
            """ + GRANTEE + """
            )
                            FROM aclexplode(c.relacl) g ORDER BY g.grantee, g.privilege_type)
                   || ARRAY(SELECT format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, a.attname, c.oid::regclass,
            """ + GRANTEE + """
            )
                            FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) g
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                            ORDER BY a.attnum, g.grantee, g.privilege_type)
                   || ARRAY(SELECT format('COMMENT ON VIEW %s IS %L', c.oid::regclass, t.text)
                            FROM obj_description(c.oid, 'pg_class') t(text) WHERE t.text IS NOT NULL)
                   || ARRAY(SELECT format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname,
                                          col_description(c.oid, a.attnum))
                            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                            AND col_description(c.oid, a.attnum) IS NOT NULL ORDER BY a.attnum) AS dress,
                   CASE
            """
            + NOT_OWNED.formatted("c.relowner", "its owner is") + FOREIGN.formatted("pg_class", "c") + """
                        WHEN NOT has_schema_privilege(c.relnamespace, 'CREATE')
                        THEN format('this role may not CREATE in the schema %I', c.relnamespace::regnamespace)
                        WHEN NOT has_schema_privilege(c.relowner, c.relnamespace, 'CREATE')
                        THEN format('its owner %I may not CREATE in the schema %s', pg_get_userbyid(c.relowner), c.relnamespace::regnamespace)
                        ELSE (SELECT format('%s on it was granted by %I, who is not its owner', g.privilege_type,
                                            pg_get_userbyid(g.grantor))
                              FROM (SELECT * FROM aclexplode(c.relacl) UNION ALL
                                    SELECT g.* FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) g
                                    WHERE a.attrelid = c.oid) g
                              WHERE g.grantor <> c.relowner LIMIT 1) END AS obstacle
            FROM pg_class c WHERE c.oid = ANY (CAST(? AS oid[]))
            """;

    /** The rules named, and all but the SELECT rules on views. The last character of a definition is a semicolon. */
    static final String RULES = """
            SELECT r.oid, pg_describe_object('pg_rewrite'::regclass, r.oid, 0) AS name, c.oid::regclass::text AS relation,
                   CASE WHEN c.relkind = 'v' THEN quote_ident(pg_get_userbyid(c.relowner)) END AS view_owner,
                   CASE WHEN c.oid = ANY (v.oids) THEN ARRAY[]::text[]
                        ELSE ARRAY[format('DROP RULE %I ON %s', r.rulename, c.oid::regclass)] END AS "drop",
                   ARRAY[rtrim(pg_get_ruledef(r.oid, NOT v.qualified), ';')] AS "create",
                   array_remove(ARRAY[
                       CASE r.ev_enabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE RULE %I', c.oid::regclass, r.rulename)
                            WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA RULE %I', c.oid::regclass, r.rulename)
                            WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS RULE %I', c.oid::regclass, r.rulename) END,
                       format('COMMENT ON RULE %I ON %s IS ', r.rulename, c.oid::regclass)
                           || quote_literal(obj_description(r.oid, 'pg_rewrite'))], NULL) AS dress,
                   CASE
            """ + NOT_OWNED.formatted("c.relowner", "the owner of its table or view is")
            + FOREIGN.formatted("pg_rewrite", "r") + """
                   END AS obstacle
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            CROSS JOIN (VALUES (CAST(? AS oid[]), CAST(? AS oid[]), CAST(? AS boolean))) v(named, oids, qualified)
            WHERE r.ev_type <> '1' AND (r.oid = ANY (v.named) OR c.oid = ANY (v.oids))
            ORDER BY c.oid, r.rulename COLLATE "C"
            """;

    static final String POLICIES = """
            SELECT p.oid, pg_describe_object('pg_policy'::regclass, p.oid, 0) AS name, c.oid::regclass::text AS relation,
                   NULL AS view_owner, ARRAY[format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)] AS "drop",
                   ARRAY[concat(format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, c.oid::regclass,
                                       CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                                       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                            WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                                       (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ')
                                        FROM unnest(p.polroles) r)),
                                ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                                ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')] AS "create",
                   array_remove(ARRAY[format('COMMENT ON POLICY %I ON %s IS ', p.polname, c.oid::regclass)
                       || quote_literal(obj_description(p.oid, 'pg_policy'))], NULL) AS dress,
                   CASE
            """ + NOT_OWNED.formatted("c.relowner", "the owner of its table is")
            + FOREIGN.formatted("pg_policy", "p") + """
                   END AS obstacle
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            WHERE p.oid = ANY (CAST(? AS oid[]))
            ORDER BY p.polname COLLATE "C", p.oid
            """;

    /** From 18 on; a member of a tree may have its own expression. SET EXPRESSION writes nothing but the catalog where none of the obstacles stands. */
    static final String GENERATED = """
            SELECT d.oid, pg_describe_object('pg_attrdef'::regclass, d.oid, 0) AS name, c.oid::regclass::text AS relation,
                   NULL AS view_owner,
                   ARRAY[format('ALTER TABLE ONLY %s ALTER COLUMN %I SET EXPRESSION AS (CAST(NULL AS %s))', c.oid::regclass,
                                a.attname, format_type(a.atttypid, a.atttypmod))] AS "drop",
                   ARRAY[format('ALTER TABLE ONLY %s ALTER COLUMN %I SET EXPRESSION AS (%s)', c.oid::regclass, a.attname,
                                pg_get_expr(d.adbin, d.adrelid))] AS "create",
                   ARRAY[]::text[] AS dress,
                   CASE WHEN a.attnotnull THEN 'it is NOT NULL, which PostgreSQL would scan the table for'
                        WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')
                        THEN 'PostgreSQL gives no virtual column another expression while its table has a check'
                        WHEN EXISTS (SELECT FROM pg_publication_rel p WHERE p.prrelid = c.oid)
                        THEN 'PostgreSQL gives no virtual column another expression while its table is in a publication by name'
                   END AS obstacle
            FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            JOIN pg_class c ON c.oid = d.adrelid
            WHERE d.oid = ANY (CAST(? AS oid[])) AND a.attgenerated = 'v'
            ORDER BY a.attnum, d.oid
            """;

    /** From 15 on. Without ONLY it would name inheritance children, too. A twin in pg_temp cannot be published: there a check says whether the filter goes with the type. */
    static final String PUBLICATIONS = """
            SELECT x.oid, pg_describe_object('pg_publication_rel'::regclass, x.oid, 0) AS name,
                   x.prrelid::regclass::text AS relation, NULL AS view_owner,
                   ARRAY[format('ALTER PUBLICATION %I DROP TABLE ONLY %s', p.pubname, x.prrelid::regclass)] AS "drop",
                   CASE WHEN CAST(? AS boolean)
                        THEN ARRAY[concat(format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, x.prrelid::regclass),
                                   ' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.pos)
                                            FROM unnest(x.prattrs::int2[]) WITH ORDINALITY u(num, pos)
                                            JOIN pg_attribute a ON a.attrelid = x.prrelid AND a.attnum = u.num) || ')',
                                   ' WHERE (' || pg_get_expr(x.prqual, x.prrelid) || ')')]
                        WHEN x.prqual IS NOT NULL
                        THEN ARRAY[format('ALTER TABLE %s ADD CHECK (%s)', x.prrelid::regclass, pg_get_expr(x.prqual, x.prrelid))]
                        ELSE ARRAY[]::text[] END AS "create",
                   ARRAY[]::text[] AS dress,
                   CASE WHEN NOT pg_has_role(p.pubowner, 'USAGE')
                        THEN format('its owner is %I, and this role is no member of it', pg_get_userbyid(p.pubowner)) END AS obstacle
            FROM pg_publication_rel x JOIN pg_publication p ON p.oid = x.prpubid
            WHERE x.oid = ANY (CAST(? AS oid[]))
            ORDER BY p.pubname COLLATE "C", x.oid
            """;

    /** Whatever stores rows of the table, or says how. Views and functions do not, and follow the table by themselves. */
    static final String ROW_TYPE_USERS = """
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid)
            FROM pg_class c JOIN pg_type y ON y.oid = c.reltype
            JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray) AND d.deptype = 'n'
            LEFT JOIN pg_class u ON d.classid = 'pg_class'::regclass AND u.oid = d.objid
            WHERE c.oid = ? AND (d.classid = 'pg_type'::regclass OR u.relkind NOT IN ('v', 'i', 'I'))
            ORDER BY 1
            """;

    static final String ROW_FUNCTIONS = """
            SELECT DISTINCT d.objid::regprocedure::text
            FROM pg_class c JOIN pg_type y ON y.oid = c.reltype
            JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray)
            WHERE c.oid = ? AND d.classid = 'pg_proc'::regclass ORDER BY 1 LIMIT 20
            """;
}
