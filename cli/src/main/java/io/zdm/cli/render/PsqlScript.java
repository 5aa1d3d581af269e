package io.zdm.cli.render;

import io.zdm.cli.render.ScriptLine.Comment;
import io.zdm.cli.render.ScriptLine.Say;
import io.zdm.cli.render.ScriptLine.Sql;
import io.zdm.cli.render.ScriptLine.Unless;
import io.zdm.cli.render.ScriptLine.WhereSet;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Sessions;
import java.util.ArrayList;
import java.util.List;

/** A plan as a complete psql script that does the same change by hand, and can be run again after a failure. */
final class PsqlScript {

    static final String CONTRACT = "contract";
    static final String ROLLBACK = "rollback";

    static final String PREAMBLE = """
            \\set QUIET on
            \\set ON_ERROR_STOP on
            \\set ON_ERROR_ROLLBACK off
            \\set AUTOCOMMIT on
            \\encoding UTF8
            """;

    private final PlanView view;
    private final ScriptChecks checks;
    private final ScriptNotes notes;
    private final ScriptSteps steps;

    PsqlScript(PlanView view) {
        this.view = view;
        this.checks = new ScriptChecks(view.plan());
        this.notes = new ScriptNotes(view.plan(), view.number());
        this.steps = new ScriptSteps(view.plan(), checks, notes);
    }

    String render() {
        return comments() + PREAMBLE + PsqlPrinter.print(lines());
    }

    /** What is said above the script. */
    String comments() {
        return PsqlPrinter.print(header());
    }

    private List<ScriptLine> header() {
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Comment(view.plan().kind() + " on " + view.table() + ", made for " + view.server()));
        view.columns().forEach(c -> lines.add(new Comment("  " + Words.columnChange(c))));
        if (!view.plan().refused()) {
            lines.add(new Comment(Words.path(view.plan().path())));
        }
        if (view.plan().path() == Path.SHADOW_COLUMN && !view.plan().refused()) {
            lines.add(new Comment("""
                    psql -X -f FILE                  up to and including the swap; the old column stays in sync
                    psql -X -v contract=on -f FILE   also drops the old column: afterwards there is no way back
                    psql -X -v rollback=on -f FILE   back to the old column, before the swap or after it; what was put on
                                                     the new column since the swap goes with it
                    Each may be given again after a failure and goes on where it must. Not with psql -1 or --single-transaction,
                    not through a pooler in transaction mode. An INVALID index that a failed CREATE INDEX leaves may
                    reject writes: do not wait long.
                    While this runs, zdm-batch keeps away from the table."""));
        }
        if (view.plan().path() == Path.REVERSIBLE && !view.plan().refused()) {
            lines.add(new Comment("""
                    psql -X -f FILE                  up to and including the swap
                    psql -X -v contract=on -f FILE   also the contract: afterwards there is no way back
                    psql -X -v rollback=on -f FILE   back, before the swap or after it
                    Each may be given again after a failure and goes on where it must. Not with psql -1 or
                    --single-transaction, not through a pooler in transaction mode.
                    While this runs, zdm-batch keeps away from the table."""));
        }
        if (view.plan().path() == Path.ONLINE && !view.plan().refused()) {
            lines.add(new Comment("""
                    psql -X -f FILE                  all of it
                    psql -X -v rollback=on -f FILE   removes what an unfinished run has made
                    Each may be given again after a failure and goes on where it must. Not with psql -1 or
                    --single-transaction, not through a pooler in transaction mode.
                    While this runs, zdm-batch keeps away from the table."""));
        }
        view.plan().warnings().forEach(w -> lines.add(new Comment("Know: " + w)));
        return lines;
    }

    /** What is executed, after psql's own settings. */
    List<ScriptLine> lines() {
        if (view.plan().refused()) {
            return List.of(new Sql(ScriptChecks.refused(
                    view.plan().problems().stream().map(Problem::message).toList())));
        }
        List<ScriptLine> lines = new ArrayList<>();
        switch (view.plan().path()) {
            case IN_PLACE -> lines.add(new Say("Nothing to do: the target is in place."));
            case METADATA_ONLY -> {
                session(lines);
                metadataOnly(lines);
            }
            case ONLINE -> {
                session(lines);
                List<ScriptLine> undo = steps.lines(view.plan().undo());
                lines.add(new WhereSet(ROLLBACK, notes.areKept() ? notes.back(undo) : undo, online()));
            }
            case SHADOW_COLUMN, REVERSIBLE -> {
                session(lines);
                lines.add(new WhereSet(ROLLBACK, back(), forward()));
            }
        }
        return lines;
    }

    private void session(List<ScriptLine> lines) {
        lines.add(new Comment("The session, whatever the role or the database has for defaults"));
        Sessions.settings().forEach(s -> lines.add(new Sql(s)));
        lines.add(new Sql("SET application_name = " + Identifier.literal(Sessions.APPLICATION_NAME)));
        lines.add(new Sql("SET plan_cache_mode = force_custom_plan"));
        lines.add(new Sql(checks.own()));
        if (view.plan().path() != Path.ONLINE) {
            lines.add(new Sql(checks.describe()));
        }
    }

    private void metadataOnly(List<ScriptLine> lines) {
        List<PlannedStep> forward = view.plan().forward();
        lines.add(new Unless(checks.finished(), "in place already", steps.lines(forward.subList(0, 1))));
        lines.addAll(steps.lines(forward.subList(1, forward.size())));
    }

    private List<ScriptLine> online() {
        List<ScriptLine> lines = new ArrayList<>();
        String watch = view.plan().watch();
        if (watch != null) {
            lines.add(new Sql(checks.asWatched(watch)));
        }
        if (notes.areKept()) {
            lines.addAll(notes.begin());
        }
        lines.addAll(steps.lines(view.plan().forward()));
        return lines;
    }

    private List<ScriptLine> forward() {
        List<PlannedStep> afterSwap = view.plan().afterSwap();
        List<PlannedStep> toSwap = view.plan().forward().stream()
                .filter(s -> s.phase() != Phase.CONTRACT && !afterSwap.contains(s))
                .toList();
        List<PlannedStep> contract = view.plan().forward().stream()
                .filter(s -> s.phase() == Phase.CONTRACT)
                .toList();
        List<ScriptLine> expandToSwap = new ArrayList<>();
        expandToSwap.add(new Sql(checks.notDrifted()));
        expandToSwap.add(new Unless(
                ScriptChecks.schemaExists(), "the schema zdm is there", List.of(new Sql("CREATE SCHEMA zdm"))));
        expandToSwap.addAll(steps.lines(toSwap));
        List<ScriptLine> contracted =
                List.of(new Unless(checks.finished(), "contracted already", steps.lines(contract)), dropSchema());
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Unless(either(checks.swapped(), checks.finished()), "swapped already", expandToSwap));
        if (!afterSwap.isEmpty()) {
            lines.add(new Unless(checks.finished(), "contracted already", steps.lines(afterSwap)));
        }
        lines.add(new WhereSet(
                CONTRACT,
                contracted,
                List.of(new Say("Swapped, unless this says otherwise. Next: -v contract=on drops the old column,"
                        + " -v rollback=on goes back."))));
        return lines;
    }

    /** The undo first: after the way back there is nothing for it to do. */
    private List<ScriptLine> back() {
        List<PlannedStep> afterSwapBack = view.plan().afterSwapBack();
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Unless(
                either(checks.swapped(), checks.finished()),
                "swapped: nothing to undo",
                steps.lines(view.plan().undo())));
        lines.add(new Unless(
                "SELECT NOT (" + checks.swapped() + ")",
                "not swapped: nothing to swap back",
                steps.lines(view.plan().back().stream()
                        .filter(s -> !afterSwapBack.contains(s))
                        .toList())));
        lines.addAll(steps.lines(afterSwapBack));
        lines.add(dropSchema());
        return lines;
    }

    static ScriptLine dropSchema() {
        return new Unless(
                ScriptChecks.schemaStays(),
                "the schema zdm stays as it is",
                List.of(new Say("Drop the schema zdm, which is empty"), new Sql("DROP SCHEMA zdm RESTRICT")));
    }

    private static String either(String question, String other) {
        return "SELECT (" + question + ") OR (" + other + ")";
    }
}
