package io.zdm.jobs.columns;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.TableLock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes steps of catalog work on a table and on all its table partitions and children, which its DDL goes on to. */
public record Ddl(Planning planning) {

    /** Qualified and quoted. */
    public String table() {
        return planning.table().ref().sql();
    }

    /** {@code ALTER TABLE t …}. */
    public String alter(String action) {
        return "ALTER TABLE " + table() + " " + action;
    }

    /** {@code ALTER TABLE t ALTER COLUMN c …}. */
    public String alterColumn(String column, String action) {
        return alter("ALTER COLUMN " + Identifier.quote(column) + " " + action);
    }

    public List<TableLock> locks(LockLevel level) {
        return planning.members().stream()
                .map(m -> new TableLock(m.table().ref().sql(), level))
                .toList();
    }

    /** Under ACCESS EXCLUSIVE. */
    public DdlStep exclusive(
            String id,
            Phase phase,
            String title,
            List<String> statements,
            @Nullable String applied,
            List<String> undo) {
        return new DdlStep(
                id, phase, title, locks(LockLevel.ACCESS_EXCLUSIVE), statements, applied, Effect.NONE, false, undo);
    }

    /** Likewise, with what its commit means. */
    public DdlStep exclusive(String id, Phase phase, String title, List<String> statements, Effect effect) {
        return new DdlStep(
                id, phase, title, locks(LockLevel.ACCESS_EXCLUSIVE), statements, null, effect, false, List.of());
    }

    /** Reads the whole table while others write to it. */
    public DdlStep validate(String id, Phase phase, String constraint, String applied) {
        return new DdlStep(
                id,
                phase,
                "Validate " + Identifier.quote(constraint) + " for existing rows",
                locks(LockLevel.SHARE_UPDATE_EXCLUSIVE),
                List.of(alter("VALIDATE CONSTRAINT " + Identifier.quote(constraint))),
                applied,
                Effect.NONE,
                true,
                List.of());
    }

    /** An SQL question. */
    public String hasColumn(String column) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " + regclass() + " AND attname = "
                + Identifier.literal(column) + " AND NOT attisdropped)";
    }

    /** An SQL question. Expects {@code search_path = ''}. */
    public String hasColumn(String column, String type) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " + regclass() + " AND attname = "
                + Identifier.literal(column)
                + " AND NOT attisdropped AND pg_catalog.format_type(atttypid, atttypmod) = "
                + Identifier.literal(type) + ")";
    }

    /** A statement that stops where somebody has added a column of that name and another type since the plan was made. */
    public String insist(String column, String type) {
        return """
                DO $zdm$
                BEGIN
                    IF NOT (%s) THEN
                        RAISE EXCEPTION USING ERRCODE = 'duplicate_column', MESSAGE = %s;
                    END IF;
                END
                $zdm$""".formatted(
                        hasColumn(column, type),
                        Identifier.literal("Somebody has added " + Identifier.quote(column) + " to " + table()
                                + " meanwhile, and it is no " + type));
    }

    /** An SQL question. */
    public String hasDefault(String column) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " + regclass() + " AND attname = "
                + Identifier.literal(column) + " AND NOT attisdropped AND atthasdef)";
    }

    /** An SQL question. */
    public String isNotNull(String column) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " + regclass() + " AND attname = "
                + Identifier.literal(column) + " AND NOT attisdropped AND attnotnull)";
    }

    /** An SQL question. */
    public String hasConstraint(String name, boolean validated) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " + regclass() + " AND conname = "
                + Identifier.literal(name) + (validated ? " AND convalidated)" : ")");
    }

    private String regclass() {
        return Identifier.literal(table()) + "::pg_catalog.regclass";
    }
}
