package io.zdm.testkit;

import java.util.List;

/** The questions that {@link CatalogComparer} asks about what belongs to a table. See {@link CatalogAspects}. */
final class CatalogDependents {

    private static final String INDEXES = """
            SELECT 'index ' || c.relname, v.aspect, v.value
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            CROSS JOIN LATERAL (VALUES
              ('definition', pg_get_indexdef(c.oid)),
              ('state', format('valid %%s ready %%s live %%s', i.indisvalid, i.indisready, i.indislive)),
              ('primary', i.indisprimary::text),
              ('columns', (SELECT string_agg(a.attname::text, ', ' ORDER BY a.attnum)
                           FROM pg_attribute a WHERE a.attrelid = c.oid)),
              ('statistics targets', (SELECT string_agg(format('%%s %%s', a.attname, a.attstattarget), ', ' ORDER BY a.attnum)
                           FROM pg_attribute a WHERE a.attrelid = c.oid AND coalesce(a.attstattarget, -1) >= 0)),
              ('tablespace', (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace)),
              ('options', array_to_string(ARRAY(SELECT unnest(c.reloptions) ORDER BY 1), ', ')),
              ('replica identity', i.indisreplident::text),
              ('clustered', i.indisclustered::text),
              ('parent', (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid)),
              ('persistence', c.relpersistence::text),
              ('extensions', %s),
              ('comment', obj_description(c.oid, 'pg_class'))) v(aspect, value)
            WHERE i.indrelid = $T
            """.formatted(dependsOnExtensions("pg_class", "c.oid"));

    // Constraints of the table (on 18 also NOT NULL) and foreign keys of others that refer to it. Two facts are left
    // out that
    // nobody but PostgreSQL can set: an inherited NOT NULL becomes the table's own, too, where a primary key is made of
    // an
    // index; and before 18 VALIDATE forgets those parts of a foreign key that refer to table partitions.
    private static final String CONSTRAINTS = """
            SELECT CASE WHEN con.conrelid = $T THEN 'constraint ' ELSE 'inbound foreign key ' || con.conrelid::regclass || ' ' END
                     || con.conname, v.aspect, v.value
            FROM pg_constraint con
            CROSS JOIN LATERAL (VALUES
              ('definition', CASE WHEN EXISTS (SELECT FROM pg_constraint whole WHERE whole.oid = con.conparentid
                                               AND whole.conrelid = con.conrelid)
                 THEN replace(pg_get_constraintdef(con.oid), ' NOT VALID', '') ELSE pg_get_constraintdef(con.oid) END),
              ('validated', (WITH RECURSIVE whole AS (
                 SELECT con.oid, con.conparentid, con.convalidated, 0 AS height
                 UNION ALL
                 SELECT k.oid, k.conparentid, k.convalidated, height + 1 FROM whole JOIN pg_constraint k
                 ON k.oid = whole.conparentid AND k.conrelid = con.conrelid)
                 SELECT convalidated::text FROM whole ORDER BY height DESC LIMIT 1)),
              ('enforced', to_jsonb(con) ->> 'conenforced'),
              ('parent', (SELECT concat(p.conrelid::regclass, ' ', p.conname) FROM pg_constraint p WHERE p.oid = con.conparentid)),
              ('deferrable', con.condeferrable::text || ', initially deferred ' || con.condeferred::text),
              ('index', nullif(con.conindid, 0)::regclass::text),
              ('inheritance', nullif(con.coninhcount, 0)::text || CASE
                 WHEN con.contype = 'n' AND EXISTS (SELECT FROM pg_constraint key WHERE key.conrelid = con.conrelid
                                                    AND key.contype = 'p' AND key.conkey @> con.conkey) THEN ', of a key'
                 ELSE ', local ' || con.conislocal::text END),
              ('enforced by', (SELECT string_agg(DISTINCT concat(t.tgrelid::regclass, ' ', t.tgenabled), ', ')
                               FROM pg_trigger t WHERE t.tgconstraint = con.oid AND t.tgisinternal)),
              ('comment', obj_description(con.oid, 'pg_constraint'))) v(aspect, value)
            WHERE con.conrelid = $T OR con.confrelid = $T
            """;

    // PostgreSQL prints the columns in the order of their positions, which do not count.
    private static final String STATISTICS = """
            SELECT format('statistics %I.%I', s.stxnamespace::regnamespace, s.stxname), v.aspect, v.value
            FROM pg_statistic_ext s
            CROSS JOIN LATERAL (VALUES
              ('definition', concat(s.stxkind::text, ' ON ', (SELECT string_agg(part, ', ' ORDER BY part) FROM (
                 SELECT a.attname::text AS part FROM pg_attribute a
                 WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[])
                 UNION ALL SELECT unnest(pg_get_statisticsobjdef_expressions(s.oid))) parts))),
              ('owner', pg_get_userbyid(s.stxowner)::text),
              ('statistics target', nullif(coalesce(s.stxstattarget, -1), -1)::text),
              ('comment', obj_description(s.oid, 'pg_statistic_ext'))) v(aspect, value)
            WHERE s.stxrelid = $T
            """;

    // Up to 14 a row trigger that a partition got from its parent counts as internal; what enforces a key is left out.
    private static final String TRIGGERS = """
            SELECT 'trigger ' || t.tgname, v.aspect, v.value
            FROM pg_trigger t
            CROSS JOIN LATERAL (VALUES
              ('definition', pg_get_triggerdef(t.oid)),
              ('enabled', t.tgenabled::text),
              ('extensions', %s),
              ('parent', (SELECT concat(p.tgrelid::regclass, ' ', p.tgname) FROM pg_trigger p WHERE p.oid = t.tgparentid)),
              ('comment', obj_description(t.oid, 'pg_trigger')),
              ('constraint comment', obj_description(nullif(t.tgconstraint, 0), 'pg_constraint'))) v(aspect, value)
            WHERE t.tgrelid = $T AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't')
            """.formatted(dependsOnExtensions("pg_trigger", "t.oid"));

    private static final String POLICIES = """
            SELECT 'policy ' || p.polname, v.aspect, v.value
            FROM pg_policy p
            CROSS JOIN LATERAL (VALUES
              ('command', p.polcmd::text || ', permissive ' || p.polpermissive::text),
              ('roles', (SELECT string_agg(role, ', ' ORDER BY role) FROM (
                           SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r)::text END AS role
                           FROM unnest(p.polroles) r) roles)),
              ('using', pg_get_expr(p.polqual, p.polrelid)),
              ('check', pg_get_expr(p.polwithcheck, p.polrelid)),
              ('comment', obj_description(p.oid, 'pg_policy'))) v(aspect, value)
            WHERE p.polrelid = $T
            """;

    private static final String RULES = """
            SELECT 'rule ' || r.rulename, v.aspect, v.value
            FROM pg_rewrite r
            CROSS JOIN LATERAL (VALUES
              ('definition', pg_get_ruledef(r.oid)),
              ('enabled', r.ev_enabled::text),
              ('comment', obj_description(r.oid, 'pg_rewrite'))) v(aspect, value)
            WHERE r.ev_class = $T AND r.rulename <> '_RETURN'
            """;

    static final List<String> QUERIES = List.of(INDEXES, CONSTRAINTS, STATISTICS, TRIGGERS, POLICIES, RULES);

    private CatalogDependents() {}

    /** Those named by DEPENDS ON EXTENSION. */
    private static String dependsOnExtensions(String catalog, String oid) {
        return """
                (SELECT string_agg(x.extname, ', ' ORDER BY x.extname) FROM pg_depend d
                 JOIN pg_extension x ON x.oid = d.refobjid AND d.refclassid = 'pg_catalog.pg_extension'::regclass
                 WHERE d.classid = 'pg_catalog.%s'::regclass AND d.objid = %s AND d.deptype = 'x')""".formatted(catalog, oid);
    }
}
