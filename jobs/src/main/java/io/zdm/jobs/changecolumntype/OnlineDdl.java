package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of the phase dependents on one table.
 *
 * @param table qualified and quoted
 * @param suffix of the steps' ids, which are unique in the plan
 * @param below the table's descendants, to which its DDL goes on: they are locked with it
 */
public record OnlineDdl(String table, Guise guise, String suffix, List<String> below) {

    public OnlineDdl(String table, Guise guise) {
        this(table, guise, "", List.of());
    }

    DdlStep step(
            String id,
            String title,
            List<TableLock> locks,
            List<String> statements,
            @Nullable String applied,
            boolean scans,
            List<String> undo) {
        return new DdlStep(
                guise.id(id + suffix), Phase.DEPENDENTS, title, locks, statements, applied, Effect.NONE, scans, undo);
    }

    DdlStep exclusive(String id, String title, List<String> statements, String applied, List<String> undo) {
        return step(id, title, locks(LockLevel.ACCESS_EXCLUSIVE), statements, applied, false, undo);
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

    /** On the table and its descendants, one by one. */
    List<TableLock> locks(LockLevel level) {
        List<TableLock> locks = new ArrayList<>(List.of(lock(level)));
        below.forEach(t -> locks.add(new TableLock(t, level)));
        return locks;
    }

    TableLock lock(LockLevel level) {
        return new TableLock(table, level);
    }

    List<String> dropConstraint(String name) {
        return List.of("ALTER TABLE IF EXISTS " + table + " DROP CONSTRAINT IF EXISTS " + Identifier.quote(name));
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
