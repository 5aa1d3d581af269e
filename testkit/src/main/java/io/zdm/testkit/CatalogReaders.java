package io.zdm.testkit;

import java.util.List;

/** The questions that {@link CatalogComparer} asks about who reads a table: views on it, and publications. */
final class CatalogReaders {

    /** Views and materialized views over the table, and those over them. */
    private static final String VIEWS = """
            WITH RECURSIVE above(oid) AS (
              SELECT $T
              UNION
              SELECT r.ev_class
              FROM above
              JOIN pg_depend d ON d.refobjid = above.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
                AND d.classid = 'pg_catalog.pg_rewrite'::regclass
              JOIN pg_rewrite r ON r.oid = d.objid
              JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm'))
            """;

    private static final String VIEW = VIEWS + """
                    SELECT 'view ' || c.oid::regclass, v.aspect, v.value
                    FROM above JOIN pg_class c ON c.oid = above.oid AND c.oid <> $T
                    CROSS JOIN LATERAL (VALUES
                      ('definition', pg_get_viewdef(c.oid)),
                      ('kind', c.relkind::text),
                      ('owner', pg_get_userbyid(c.relowner)::text),
                      ('privileges', %s),
                      ('options', array_to_string(ARRAY(SELECT unnest(c.reloptions) ORDER BY 1), ', ')),
                      ('populated', c.relispopulated::text),
                      ('comment', obj_description(c.oid, 'pg_class')),
                      ('columns', (SELECT string_agg(format('%%I %%s %%s', a.attname, format_type(a.atttypid, a.atttypmod),
                                            nullif(a.attcollation, 0)::regcollation), ', ' ORDER BY a.attnum)
                                   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
                      ('indexes', (SELECT string_agg(pg_get_indexdef(i.indexrelid), '; ' ORDER BY i.indexrelid::regclass::text)
                                   FROM pg_index i WHERE i.indrelid = c.oid)),
                      ('triggers', (SELECT string_agg(pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text, '; ' ORDER BY t.tgname)
                                    FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)),
                      ('rules', (SELECT string_agg(pg_get_ruledef(r.oid) || ' ' || r.ev_enabled::text, '; ' ORDER BY r.rulename)
                                 FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'))) v(aspect, value)
                    """.formatted(CatalogAspects.acl("c.relacl", "'r'", "c.relowner"));

    private static final String VIEW_COLUMNS =
            VIEWS + """
                    SELECT format('view %%s column %%s', c.oid::regclass, a.attname), v.aspect, v.value
                    FROM above JOIN pg_class c ON c.oid = above.oid AND c.oid <> $T
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                    CROSS JOIN LATERAL (VALUES
                      ('default', pg_get_expr(d.adbin, d.adrelid)),
                      ('comment', col_description(a.attrelid, a.attnum)),
                      ('privileges', %s)) v(aspect, value)
                    """.formatted(CatalogAspects.acl("a.attacl", "'c'", "c.relowner"));

    // pg_publication_tables knows every way into a publication; the column list and filter were added in 15.
    private static final String PUBLICATIONS = """
            SELECT 'publication ' || p.pubname, 'published', 'yes'
            FROM pg_publication_tables p
            WHERE format('%I.%I', p.schemaname, p.tablename)::regclass = $T
            """;

    private static final String PUBLICATION_DETAILS = """
            SELECT 'publication ' || p.pubname, v.aspect, v.value
            FROM pg_publication_rel pr JOIN pg_publication p ON p.oid = pr.prpubid
            CROSS JOIN LATERAL (VALUES
              ('filter', pg_get_expr(pr.prqual, pr.prrelid)),
              ('columns', (SELECT string_agg(a.attname::text, ', ' ORDER BY a.attname)
                           FROM pg_attribute a
                           WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs::int2[])))) v(aspect, value)
            WHERE pr.prrelid = $T
            """;

    private CatalogReaders() {}

    static List<String> queries(int serverMajor) {
        return serverMajor >= 15
                ? List.of(VIEW, VIEW_COLUMNS, PUBLICATIONS, PUBLICATION_DETAILS)
                : List.of(VIEW, VIEW_COLUMNS, PUBLICATIONS);
    }
}
