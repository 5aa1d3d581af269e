package io.zdm.testkit;

/** The question that finds whatever the engine left behind outside its schema. */
final class ForeignTraces {

    // Trigger definitions are searched as a whole: a WHEN condition added to a user's trigger is a trace too.
    // In pg_depend, what is inside the schema zdm itself is recognised by its own schema in pg_identify_object; OIDs
    // below
    // 16384 were there before any schema of ours, and to identify them all takes a tenth of a second.
    static final String QUERY = """
            SELECT DISTINCT trace FROM (
              SELECT 'schema ' || nspname AS trace, NULL::name AS schema, nspname::text AS searched FROM pg_namespace
              WHERE nspname <> 'zdm'
              UNION ALL
              SELECT format('relation %I.%I', n.nspname, c.relname), n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              UNION ALL
              SELECT format('%s %I.%I (%I)', CASE WHEN c.relkind IN ('i', 'I') THEN 'index column' ELSE 'column' END,
                            n.nspname, c.relname, a.attname), n.nspname, a.attname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE NOT a.attisdropped
              UNION ALL
              SELECT format('constraint %I on %s', con.conname, nullif(con.conrelid, 0)::regclass), n.nspname, con.conname
              FROM pg_constraint con JOIN pg_namespace n ON n.oid = con.connamespace
              UNION ALL
              SELECT format('trigger %I on %s', t.tgname, t.tgrelid::regclass), n.nspname, pg_get_triggerdef(t.oid)
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE NOT t.tgisinternal
              UNION ALL
              SELECT 'function ' || p.oid::regprocedure, n.nspname, p.proname
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
              UNION ALL
              SELECT format('type %I.%I', n.nspname, t.typname), n.nspname, t.typname
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
              UNION ALL
              SELECT format('statistics %I.%I', n.nspname, s.stxname), n.nspname, s.stxname
              FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
              UNION ALL
              SELECT format('policy %I on %s', p.polname, p.polrelid::regclass), NULL, p.polname FROM pg_policy p
              UNION ALL
              SELECT format('rule %I on %s', r.rulename, r.ev_class::regclass), NULL, r.rulename FROM pg_rewrite r
              UNION ALL
              SELECT 'publication ' || pubname, NULL, pubname FROM pg_publication
              UNION ALL
              SELECT 'event trigger ' || evtname, NULL, evtname FROM pg_event_trigger
              UNION ALL
              SELECT 'setting ' || setting, NULL, setting
              FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) setting
              WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
              UNION ALL
              SELECT format('%s %s depends on schema zdm', o.type, o.identity), o.schema, 'zdm'
              FROM pg_depend d
              CROSS JOIN LATERAL pg_identify_object(d.refclassid, d.refobjid, 0) ref
              CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) o
              WHERE d.refobjid >= 16384 AND ref.schema = 'zdm' AND d.deptype = 'n'
                AND coalesce(o.schema, '') NOT IN ('zdm', 'pg_toast') AND o.identity NOT LIKE '%zdm.%') found
            WHERE searched LIKE '%zdm%' AND schema IS DISTINCT FROM 'zdm'
              AND trace NOT LIKE '% on zdm.%'
            ORDER BY trace
            """;

    private ForeignTraces() {}
}
