package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;

/**
 * Takes trigger definitions apart: PostgreSQL prints a WHEN condition only inside the whole. What stands before and after
 * it is built from the catalog, and must be found exactly so in what pg_get_triggerdef prints.
 */
final class TriggerSql {

    private TriggerSql() {}

    /**
     * A condition that a silenced trigger has in addition, as PostgreSQL deparses it. Written the wrong way round, so
     * that nobody else's looks like it.
     */
    static final String SILENT = "(''on''::text IS DISTINCT FROM current_setting(''zdm.chunk''::text, true))";

    /**
     * A row a trigger: oid, tgrelid, exact, silenced, head, on_table, middle,
     * condition (without the engine's), tail, def. Expects
     * {@code search_path = ''}. {@code %s} is a condition on the trigger t. tgtype: 1 ROW, 2 BEFORE, 4 INSERT, 8 DELETE,
     * 16 UPDATE, 32 TRUNCATE, 64 INSTEAD.
     */
    static final String PARTS = """
            SELECT d.oid, d.tgrelid, d.head, d.on_table, d.middle, d.tail, d.def,
                   CASE WHEN d.cond = s.silent THEN NULL
                        WHEN left(d.cond, length(s.silent) + 6) = '(' || s.silent || ' AND ' AND right(d.cond, 1) = ')'
                        THEN left(right(d.cond, -6 - length(s.silent)), -1) ELSE d.cond END AS condition,
                   d.cond = s.silent OR left(d.cond, length(s.silent) + 6) = '(' || s.silent || ' AND ' AS silenced,
                   d.def = d.head || d.on_table || d.middle || coalesce('WHEN (' || d.cond || ') ', '') || d.tail AS exact
            FROM (SELECT h.*, CASE WHEN h.qualified
                                   THEN left(right(h.def, -length(h.head || h.on_table || h.middle || 'WHEN (')),
                                             -length(') ' || h.tail)) END AS cond
                  FROM (SELECT t.oid, t.tgrelid, pg_get_triggerdef(t.oid) AS def, t.tgqual IS NOT NULL AS qualified,
                               concat('CREATE ', CASE WHEN t.tgconstraint <> 0 THEN 'CONSTRAINT ' END, 'TRIGGER ',
                                      quote_ident(t.tgname),
                                      CASE WHEN t.tgtype & 2 <> 0 THEN ' BEFORE ' WHEN t.tgtype & 64 <> 0
                                           THEN ' INSTEAD OF ' ELSE ' AFTER ' END,
                                      concat_ws(' OR ', CASE WHEN t.tgtype & 4 <> 0 THEN 'INSERT' END,
                                                CASE WHEN t.tgtype & 8 <> 0 THEN 'DELETE' END,
                                                CASE WHEN t.tgtype & 16 <> 0 THEN concat('UPDATE', ' OF ' ||
                                                    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.pos)
                                                     FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u(num, pos)
                                                     JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.num)) END,
                                                CASE WHEN t.tgtype & 32 <> 0 THEN 'TRUNCATE' END),
                                      ' ON ') AS head,
                               t.tgrelid::regclass::text AS on_table,
                               concat(' ', 'FROM ' || nullif(t.tgconstrrelid, 0)::regclass || ' ',
                                      CASE WHEN t.tgconstraint <> 0 THEN concat(
                                          CASE WHEN NOT t.tgdeferrable THEN 'NOT ' END, 'DEFERRABLE INITIALLY ',
                                          CASE WHEN t.tginitdeferred THEN 'DEFERRED ' ELSE 'IMMEDIATE ' END) END,
                                      CASE WHEN coalesce(t.tgoldtable, t.tgnewtable) IS NOT NULL THEN 'REFERENCING ' END,
                                      'OLD TABLE AS ' || quote_ident(t.tgoldtable) || ' ',
                                      'NEW TABLE AS ' || quote_ident(t.tgnewtable) || ' ',
                                      CASE WHEN t.tgtype & 1 <> 0 THEN 'FOR EACH ROW ' ELSE 'FOR EACH STATEMENT ' END)
                                   AS middle,
                               format('EXECUTE FUNCTION %%s(%%s)', t.tgfoid::regproc,
                                      (SELECT string_agg('''' || replace(convert_from(
                                                  substring(t.tgargs FROM b.pos + 1 FOR b.size), getdatabaseencoding()),
                                                  '''', '''''') || '''', ', ' ORDER BY b.pos)
                                       FROM (SELECT z.pos AS pos, z.finish - z.pos AS size
                                             FROM (SELECT coalesce(lag(p) OVER (ORDER BY p) + 1, 0) AS pos, p AS finish
                                                   FROM generate_series(0, length(t.tgargs) - 1) p
                                                   WHERE get_byte(t.tgargs, p) = 0) z) b)) AS tail
                        FROM pg_trigger t WHERE %s) h) d
            CROSS JOIN (VALUES ('SILENT_CONDITION')) s(silent)
            """.replace("SILENT_CONDITION", SILENT);

    /** As the user made it. A column of {@link #PARTS} under the name p. */
    static final String ORIGINAL = """
            CASE WHEN p.exact THEN p.head || p.on_table || p.middle || coalesce('WHEN (' || p.condition || ') ', '') || p.tail
                 ELSE p.def END""";

    private static final String SILENCED = """
            p.head || p.on_table || p.middle || 'WHEN (' || '%s' || coalesce(' AND (' || p.condition || ')', '') || ') ' || p.tail
            """.formatted(SILENT);

    /** On the empty twin in pg_temp, without the table that a constraint trigger may name beside. */
    private static final String ON_TWIN = """
            p.head || 'pg_temp.' || quote_ident(c.relname)
                || CASE WHEN t.tgconstrrelid <> 0 THEN right(p.middle, -length(' FROM ' || t.tgconstrrelid::regclass)) ELSE p.middle END
                || coalesce('WHEN (' || p.condition || ') ', '') || p.tail
            """;

    /** A row trigger's clones on table partitions, theirs included, with the root's own state, which goes on to them. */
    private static final String CLONES = """
            WITH RECURSIVE clone(oid, tgrelid, tgname, tgenabled) AS (
                SELECT k.oid, k.tgrelid, k.tgname, k.tgenabled FROM pg_trigger k WHERE k.tgparentid = t.oid
                UNION ALL
                SELECT k.oid, k.tgrelid, k.tgname, k.tgenabled FROM clone JOIN pg_trigger k ON k.tgparentid = clone.oid)
            """;

    /** Of a clone, where it still is one: its table partition may have been detached or dropped since. */
    private static final String WHILE_THERE = """
            format('DO %L', format('BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass(%L)'
                || ' AND tgname = %L AND tgparentid <> 0) THEN EXECUTE %L; END IF; END', clone.tgrelid::regclass, t.tgname, s.sql))""";

    /** Up to 14 a renamed trigger left the old name to its clones. */
    private static final String OBSTACLE = """
            CASE WHEN NOT p.exact THEN 'its definition cannot be taken apart exactly'
                 WHEN NOT has_function_privilege(t.tgfoid, 'EXECUTE') THEN 'this role may not EXECUTE its function'
                 WHEN EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_trigger'::regclass AND e.objid = t.oid
                              AND e.deptype IN ('e', 'x')) THEN 'it belongs to an extension'
                 ELSE (""" + CLONES + """
                       SELECT format('its clone on %s is called %I', clone.tgrelid::regclass, clone.tgname)
                       FROM clone WHERE clone.tgname <> t.tgname LIMIT 1) END""";

    /** Enabled states and comments of the clones, where they are not what they become by themselves. */
    private static final String DRESS_OF_CLONES = "ARRAY(" + CLONES + " SELECT " + WHILE_THERE + """

            FROM clone CROSS JOIN LATERAL (VALUES
                (1, CASE WHEN clone.tgenabled <> t.tgenabled THEN format('ALTER TABLE ONLY %s %s TRIGGER %I', clone.tgrelid::regclass,
                    CASE clone.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'
                         ELSE 'ENABLE' END, t.tgname) END),
                (2, format('COMMENT ON TRIGGER %I ON %s IS ', t.tgname, clone.tgrelid::regclass)
                    || quote_literal(obj_description(clone.oid, 'pg_trigger')))) s(place, sql)
            WHERE s.sql IS NOT NULL ORDER BY clone.tgrelid::regclass::text COLLATE "C", s.place)""";

    private static final String DRESS = """
            array_remove(ARRAY[
                CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
                     WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
                     WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
                format('COMMENT ON TRIGGER %I ON %s IS ', t.tgname, t.tgrelid::regclass)
                    || quote_literal(obj_description(t.oid, 'pg_trigger')),
                CASE WHEN t.tgconstraint <> 0 THEN format('COMMENT ON CONSTRAINT %I ON %s IS ', t.tgname, t.tgrelid::regclass)
                    || quote_literal(obj_description(t.tgconstraint, 'pg_constraint')) END], NULL)
                ||""" + DRESS_OF_CLONES;

    private static String select(String where) {
        return """
                SELECT t.oid, t.tgname, t.tgtype & 16 <> 0 AND (c.relkind <> 'p' OR t.tgtype & 1 <> 0) AS on_update, t.tgtype & 4 <> 0 AS on_insert,
                       cardinality(t.tgattr::int2[]) > 0 AS of_columns, t.tgenabled::text,
                       t.tgfoid::regprocedure::text AS function, t.tgrelid::regclass::text AS relation, quote_ident(t.tgname) AS quoted,
                       CASE WHEN c.relkind = 'v' THEN quote_ident(pg_get_userbyid(c.relowner)) END AS view_owner,
                       pg_describe_object('pg_trigger'::regclass, t.oid, 0) AS name,
                """ + ORIGINAL + " AS \"create\", " + ON_TWIN + " AS on_twin, " + DRESS
                + " AS dress, " + OBSTACLE + " AS obstacle\nFROM (" + PARTS.formatted(where)
                + ") p JOIN pg_trigger t ON t.oid = p.oid JOIN pg_class c ON c.oid = t.tgrelid"
                + " ORDER BY t.tgname COLLATE \"C\", t.oid";
    }

    private static final String REPLACE = """
            DO $zdm$
            DECLARE
                zdm_trigger record;
                zdm_statement text;
            BEGIN
                FOR zdm_trigger IN
            SELECT p.oid, quote_ident(t.tgname) AS name, %s AS definition, %s AS dress
            FROM (%s) p JOIN pg_trigger t ON t.oid = p.oid
            WHERE p.exact AND %s
                LOOP
                    EXECUTE 'DROP TRIGGER ' || zdm_trigger.name || ' ON ' || %s;
                    EXECUTE zdm_trigger.definition;
                    FOREACH zdm_statement IN ARRAY zdm_trigger.dress LOOP
                        EXECUTE zdm_statement;
                    END LOOP;
                END LOOP;
            END
            $zdm$""";

    /**
     * Of the table's own triggers those that fire on any UPDATE of its rows, whatever became of them since the plan. A
     * partitioned table's statement triggers do not: chunks name table partitions.
     */
    private static String hearing(String table) {
        return """
                t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal AND t.tgparentid = 0
                AND t.tgtype & 16 <> 0 AND cardinality(t.tgattr::int2[]) = 0
                AND (t.tgtype & 1 <> 0 OR EXISTS (SELECT FROM pg_class p WHERE p.oid = t.tgrelid AND p.relkind <> 'p'))
                AND EXISTS (SELECT FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
                            WHERE f.oid = t.tgfoid AND n.nspname <> 'zdm')""".formatted(Identifier.literal(table));
    }

    private static String replace(String table, String definition, String which) {
        return REPLACE.formatted(
                definition.strip(), DRESS, PARTS.formatted(hearing(table)), which, Identifier.literal(table));
    }

    /** Makes the table's triggers deaf to the engine's chunks. Expects {@code search_path = ''}. */
    static String silence(String table) {
        return replace(table, SILENCED, "p.silenced IS NOT TRUE");
    }

    /** Makes those that are deaf as their user made them, in the state in which they are now. */
    static String restore(String table) {
        return replace(table, ORIGINAL, "p.silenced");
    }

    /** The user's own: neither PostgreSQL's for constraints nor the engine's, nor a table partition's clone of its parent's. */
    static final String OF_TABLE = select("""
            t.tgrelid = ? AND NOT t.tgisinternal AND t.tgparentid = 0 AND EXISTS (SELECT FROM pg_proc f JOIN pg_namespace n
                ON n.oid = f.pronamespace WHERE f.oid = t.tgfoid AND n.nspname <> 'zdm')
            """);

    /** Those named, and all on views. */
    static final String OF_BOUND =
            select("(t.oid = ANY (CAST(? AS oid[])) OR t.tgrelid = ANY (CAST(? AS oid[])) AND NOT t.tgisinternal)");

    /** Whether all those of the table are deaf, as an SQL question. Expects {@code search_path = ''}. */
    static String silent(String table) {
        return "SELECT NOT EXISTS (SELECT FROM (" + PARTS.formatted(hearing(table))
                + ") p WHERE p.silenced IS NOT TRUE)";
    }
}
