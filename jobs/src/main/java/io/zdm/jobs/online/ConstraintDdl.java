package io.zdm.jobs.online;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;

/**
 * A constraint that is wanted, and the steps to it.
 *
 * @param table qualified and quoted
 * @param below its descendants, to which its DDL goes on: they are locked with it
 * @param definition as pg_get_constraintdef prints it once it is validated
 */
public record ConstraintDdl(String table, List<String> below, String name, String definition) {

    private static final String NOT_VALID = " NOT VALID";

    private String found() {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = pg_catalog.to_regclass("
                + Identifier.literal(table) + ") AND k.conname = " + Identifier.literal(name);
    }

    /** An SQL question. */
    public String exists() {
        return found() + " AND pg_catalog.pg_get_constraintdef(k.oid) IN (" + Identifier.literal(definition) + ", "
                + Identifier.literal(definition + NOT_VALID) + "))";
    }

    /** An SQL question. */
    public String validated() {
        return found() + " AND k.convalidated)";
    }

    private String suffix() {
        return table + "." + name;
    }

    /** For new writes alone, under locks on the table and its descendants, and then on others. */
    public DdlStep add(LockLevel level, List<String> others) {
        return add(
                "Add " + Identifier.quote(name) + " to " + table + " for new writes",
                level,
                others,
                NOT_VALID,
                Phase.DEPENDENTS);
    }

    /** @param validity what stands behind the definition */
    public DdlStep add(String title, LockLevel level, List<String> others, String validity, Phase phase) {
        List<TableLock> locks = new ArrayList<>(locks(level));
        others.stream()
                .map(t -> new TableLock(t, level))
                .filter(l -> !locks.contains(l))
                .forEach(locks::add);
        return new DdlStep(
                "add:" + suffix(),
                phase,
                title,
                locks,
                List.of("ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(name) + " " + definition
                        + validity),
                exists(),
                Effect.NONE,
                false,
                List.of());
    }

    /** For the rows that there are. */
    public DdlStep validate() {
        return new DdlStep(
                "validate:" + suffix(),
                Phase.VERIFY,
                "Validate " + Identifier.quote(name) + " of " + table + " for existing rows",
                List.of(new TableLock(table, LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(name)),
                validated(),
                Effect.NONE,
                true,
                List.of());
    }

    /** The step, which is also done where the answer to this question is true. */
    public static DdlStep unless(String question, DdlStep step) {
        return new DdlStep(
                step.id(),
                step.phase(),
                step.title(),
                step.locks(),
                step.statements(),
                "SELECT (" + step.applied() + ") OR (" + question + ")",
                step.effect(),
                step.scans(),
                step.undo());
    }

    public List<TableLock> locks(LockLevel level) {
        List<TableLock> locks = new ArrayList<>(List.of(new TableLock(table, level)));
        below.forEach(t -> locks.add(new TableLock(t, level)));
        return locks;
    }

    /** Where it is this one: another's of that name stays. */
    public String dropIfThere() {
        return """
                DO $zdm$
                BEGIN
                    IF (%s) THEN
                        ALTER TABLE %s DROP CONSTRAINT %s;
                    END IF;
                END
                $zdm$""".formatted(exists(), table, Identifier.quote(name));
    }

    public DdlStep undo(List<TableLock> locks, List<String> statements) {
        return new DdlStep(
                "drop:" + suffix(),
                Phase.DEPENDENTS,
                "Drop " + Identifier.quote(name) + " of " + table,
                locks,
                statements,
                null,
                Effect.NONE,
                false,
                List.of());
    }
}
