package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.postgres.Database;
import java.util.List;

/** Removes the schema {@code zdm}, with the history of all changes, from a database where none is open. */
public final class Uninstallation {

    private static final String OPEN = "SELECT format('%s (%s, %s)', id, name, state) FROM zdm.change_status"
            + " WHERE state NOT IN ('COMPLETED', 'ROLLED_BACK') ORDER BY id";

    /** What stands outside the schema and would go with it: nothing of the engine's once no change is open. */
    private static final String OUTSIDE = """
            SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid)
            FROM pg_depend d JOIN pg_namespace z ON z.nspname = 'zdm'
            LEFT JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid
            LEFT JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
            LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid
            CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) o
            WHERE d.deptype = 'n' AND z.oid IN (c.relnamespace, p.pronamespace, t.typnamespace)
            AND o.schema IS DISTINCT FROM 'zdm' AND coalesce(o.identity, '') !~ '( on |^)zdm\\.'
            ORDER BY 1
            """;

    private Uninstallation() {}

    /**
     * @return whether there was anything to remove
     * @throws EngineException NOT_POSSIBLE_NOW while a change is open, or where something of somebody's rests on the
     *     schema; nothing is changed then
     */
    public static boolean run(Database database) {
        return database.inTransaction(() -> {
            database.execute("SET LOCAL lock_timeout = '10s'");
            // Who installs or upgrades it holds this lock, too.
            database.value("SELECT pg_advisory_xact_lock(hashtextextended('zdm', 0))::text", String.class);
            if (!database.isTrue("SELECT to_regnamespace('zdm') IS NOT NULL")) {
                return false;
            }
            if (ZdmSchema.exists(database)) {
                // Nobody enters another change meanwhile.
                database.execute("LOCK TABLE zdm.change IN ACCESS EXCLUSIVE MODE");
                refuse(
                        strings(database, OPEN),
                        "Not uninstalled: there are open changes: ",
                        "Contract or roll back each of them first; zdm-batch status ID says what can be done.");
            }
            refuse(
                    strings(database, OUTSIDE),
                    "Not uninstalled: something outside rests on the schema zdm: ",
                    "Drop that first, or keep the schema.");
            database.execute("DROP SCHEMA zdm CASCADE");
            return true;
        });
    }

    private static void refuse(List<String> found, String why, String next) {
        if (!found.isEmpty()) {
            throw new EngineException(ErrorCode.NOT_POSSIBLE_NOW, why + String.join(", ", found), false, next);
        }
    }

    private static List<String> strings(Database database, String question) {
        return database.list(question, (row, n) -> row.getString(1));
    }
}
