package io.zdm.testkit;

import java.util.List;

/** The questions that {@link CatalogComparer} asks about who reads a table: views on it, and publications. */
final class CatalogReaders {

    /** Views and materialized views over the table, and those over them: OID and name of each. */
    static final String VIEWS_ABOVE = """
            WITH RECURSIVE above(oid) AS (
              SELECT $T
              UNION
              SELECT r.ev_class
              FROM above
              JOIN pg_depend d ON d.refobjid = above.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
                AND d.classid = 'pg_catalog.pg_rewrite'::regclass
              JOIN pg_rewrite r ON r.oid = d.objid
              JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm'))
            SELECT oid::bigint, oid::regclass::text FROM above WHERE oid <> $T ORDER BY 2
            """;

    // pg_publication_tables knows every way into a publication; the column list and filter were added in 15.
    private static final String PUBLICATIONS = """
            SELECT 'publication ' || p.pubname, 'published', 'yes'
            FROM pg_publication_tables p
            WHERE format('%I.%I', p.schemaname, p.tablename)::regclass = $T
            """;

    // Named by the publication itself, not by way of a schema or a parent.
    private static final String MEMBERSHIPS = """
            SELECT 'publication ' || p.pubname, 'names the table', 'yes'
            FROM pg_publication_rel pr JOIN pg_publication p ON p.oid = pr.prpubid
            WHERE pr.prrelid = $T
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
                ? List.of(PUBLICATIONS, MEMBERSHIPS, PUBLICATION_DETAILS)
                : List.of(PUBLICATIONS, MEMBERSHIPS);
    }
}
