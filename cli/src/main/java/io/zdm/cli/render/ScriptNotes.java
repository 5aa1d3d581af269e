package io.zdm.cli.render;

import io.zdm.cli.render.ScriptLine.Sql;
import io.zdm.cli.render.ScriptLine.Unless;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.PlannedStep;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a script notes of steps that the catalog does not tell to be done: a row for each, written in the step's own
 * transaction. Given again the script leaves those out. The table is the script's, and no part of the engine's schema.
 */
final class ScriptNotes {

    private static final String TABLE = "zdm.script_note";
    private static final String BEGUN = "begun";

    private final MigrationPlan plan;
    private final long number;

    /** @param number of {@link ScriptNumber} */
    ScriptNotes(MigrationPlan plan, long number) {
        this.plan = plan;
        this.number = number;
    }

    /** Whether the plan has such steps. */
    boolean areKept() {
        return Stream.concat(plan.forward().stream(), plan.undo().stream()).anyMatch(ScriptNotes::isNoted);
    }

    static boolean isNoted(PlannedStep step) {
        return step instanceof DdlStep ddl && ddl.effect() == Effect.NOTED;
    }

    /** Makes the table, and notes that the script was begun. */
    List<ScriptLine> begin() {
        return List.of(
                new Unless(
                        ScriptChecks.schemaExists(), "the schema zdm is there", List.of(new Sql("CREATE SCHEMA zdm"))),
                new Unless(
                        "SELECT pg_catalog.to_regclass(" + Identifier.literal(TABLE) + ") IS NOT NULL",
                        "the notes of scripts are there",
                        List.of(new Sql("CREATE TABLE " + TABLE + " (script bigint, step text,"
                                + " done_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (script, step))"))),
                new Sql(insert(BEGUN) + " ON CONFLICT DO NOTHING"));
    }

    /** In the step's transaction. */
    Sql note(PlannedStep step) {
        return new Sql(insert(step.id()));
    }

    /** An SQL question. */
    String isDone(PlannedStep step) {
        return isThere(step.id());
    }

    /** What undoes runs only where there is something to undo; afterwards no note is left. */
    List<ScriptLine> back(List<ScriptLine> undo) {
        List<ScriptLine> lines = Stream.concat(
                        undo.stream(),
                        Stream.of(
                                new Sql("DELETE FROM " + TABLE + " WHERE script = " + number),
                                new Unless(
                                        "SELECT EXISTS (SELECT FROM " + TABLE + ")",
                                        "other scripts have notes",
                                        List.of(new Sql("DROP TABLE " + TABLE)))))
                .toList();
        return List.of(
                new Unless(
                        "SELECT pg_catalog.to_regclass(" + Identifier.literal(TABLE) + ") IS NULL",
                        "nothing of it was begun",
                        List.of(new Unless("SELECT NOT (" + isThere(BEGUN) + ")", "nothing of it was begun", lines))),
                PsqlScript.dropSchema());
    }

    private String insert(String step) {
        return "INSERT INTO " + TABLE + " (script, step) VALUES (" + number + ", " + Identifier.literal(step) + ")";
    }

    private String isThere(String step) {
        return "SELECT EXISTS (SELECT FROM " + TABLE + " WHERE script = " + number + " AND step = "
                + Identifier.literal(step) + ")";
    }
}
