package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a column of a table with descendants needs beside the DDL on the table, which goes on to them by itself. */
final class TreeColumns {

    private static final String DROP_FROM_COMERS = """
            DO $zdm$
            DECLARE
                zdm_column record;
            BEGIN
                FOR zdm_column IN
                    WITH RECURSIVE tree(oid) AS (
                        SELECT CAST(%s AS pg_catalog.regclass)::oid
                        UNION
                        SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid)
                    SELECT t.oid::pg_catalog.regclass AS member, a.attname AS name FROM tree t
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attname = %s AND a.attinhcount = 0
                    ORDER BY t.oid
                LOOP
                    EXECUTE pg_catalog.format('ALTER TABLE %%s DROP COLUMN IF EXISTS %%I', zdm_column.member, zdm_column.name);
                END LOOP;
            END
            $zdm$""";

    private TreeColumns() {}

    /**
     * Before the table's own ADD COLUMN: on inheritance children that define the column themselves, the lowest first. The
     * table's merges with theirs, so that they keep it if they are let go.
     */
    static List<String> addToMembers(ShadowChange change, Changed column) {
        List<String> statements = new ArrayList<>();
        List<ShadowChange> members = change.members();
        for (int i = members.size() - 1; i > 0; i--) {
            Changed own = of(members.get(i), column);
            if (own.now().local()
                    && own.now().parents() > 0
                    && !members.get(i).table().partition()) {
                statements.add("ALTER TABLE " + members.get(i).sql() + " ADD COLUMN IF NOT EXISTS "
                        + Identifier.quote(column.shadow()) + " "
                        + column.rehearsed().declared()
                        + (column.rehearsed().after().collation() == null
                                ? ""
                                : " COLLATE " + column.rehearsed().after().collation()));
            }
        }
        return statements;
    }

    /** Where a member stores the column otherwise than the table itself. */
    static List<String> storages(ShadowChange change) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : change.members()) {
            for (Changed column : change.columns()) {
                String storage = of(member, column).rehearsed().after().storage();
                if (!storage.equals(column.rehearsed().after().storage())) {
                    statements.add("ALTER TABLE ONLY " + member.sql() + " ALTER COLUMN "
                            + Identifier.quote(column.shadow()) + " SET STORAGE " + ForwardSteps.storage(storage));
                }
            }
        }
        return statements;
    }

    /** After the table's own DROP COLUMN: where a member keeps it, because it defines it itself or has been detached. */
    static List<String> dropFromMembers(ShadowChange change, Function<Changed, String> name) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : change.members()) {
            for (Changed column : change.columns()) {
                if (member != change) {
                    statements.add("ALTER TABLE IF EXISTS " + member.sql() + " DROP COLUMN IF EXISTS "
                            + Identifier.quote(name.apply(column)));
                }
            }
        }
        return statements;
    }

    /** Likewise from tables that came to inherit since this was planned: they had to bring the column, and keep it. */
    static List<String> dropFromComers(ShadowChange change, Function<Changed, String> name) {
        return change.isTree()
                ? change.columns().stream()
                        .map(c -> DROP_FROM_COMERS.formatted(
                                Identifier.literal(change.sql()), Identifier.literal(name.apply(c))))
                        .toList()
                : List.of();
    }

    static Changed of(ShadowChange member, Changed column) {
        return member.columns().stream()
                .filter(c -> c.name().equals(column.name()))
                .findFirst()
                .orElseThrow();
    }
}
