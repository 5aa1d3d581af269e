package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.TableLock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of the phase dependents on one table.
 *
 * @param table qualified and quoted
 */
record OnlineDdl(String table, Guise guise) {

    DdlStep step(
            String id,
            String title,
            List<TableLock> locks,
            List<String> statements,
            @Nullable String applied,
            boolean scans,
            List<String> undo) {
        return new DdlStep(guise.id(id), Phase.DEPENDENTS, title, locks, statements, applied, Effect.NONE, scans, undo);
    }

    DdlStep exclusive(String id, String title, List<String> statements, String applied, List<String> undo) {
        return step(id, title, List.of(lock(LockLevel.ACCESS_EXCLUSIVE)), statements, applied, false, undo);
    }

    DdlStep validate(String id, String constraint) {
        return validate(id, constraint, validated(constraint));
    }

    DdlStep validate(String id, String constraint, String applied) {
        return step(
                id,
                "Validate " + Identifier.quote(constraint) + " for existing rows",
                List.of(lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(constraint)),
                applied,
                true,
                List.of());
    }

    TableLock lock(LockLevel level) {
        return new TableLock(table, level);
    }

    List<String> dropConstraint(String name) {
        return List.of("ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + Identifier.quote(name));
    }

    /** An SQL question. */
    String exists(String constraint) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " + Identifier.literal(table)
                + "::pg_catalog.regclass AND conname = " + Identifier.literal(constraint) + ")";
    }

    /** An SQL question. */
    String validated(String constraint) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " + Identifier.literal(table)
                + "::pg_catalog.regclass AND conname = " + Identifier.literal(constraint) + " AND convalidated)";
    }
}
