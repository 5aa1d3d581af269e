package io.zdm.cli.render;

import io.zdm.cli.render.ScriptLine.Comment;
import io.zdm.cli.render.ScriptLine.Each;
import io.zdm.cli.render.ScriptLine.Say;
import io.zdm.cli.render.ScriptLine.Sql;
import io.zdm.cli.render.ScriptLine.Unless;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.VerifyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of a plan as lines of a script: what the engine does around each of them, in SQL. */
final class ScriptSteps {

    private final MigrationPlan plan;
    private final ScriptChecks checks;
    private final ScriptNotes notes;

    ScriptSteps(MigrationPlan plan, ScriptChecks checks, ScriptNotes notes) {
        this.plan = plan;
        this.checks = checks;
        this.notes = notes;
    }

    List<ScriptLine> lines(List<PlannedStep> steps) {
        List<ScriptLine> lines = new ArrayList<>();
        VerifyStep verified = null;
        for (PlannedStep step : steps) {
            lines.add(new Comment(
                    step.id() + " (" + step.phase().text() + ") " + Words.lock(step) + ": " + Words.blocks(step)));
            lines.add(new Say(step.title()));
            if (step instanceof DdlStep ddl) {
                lines.addAll(ddl(ddl, verified));
            } else if (step instanceof IndexStep index) {
                lines.addAll(index(index));
            } else if (step instanceof ConcurrentStep concurrent) {
                lines.addAll(concurrent(concurrent));
            } else {
                step.script().forEach(sql -> lines.add(new Sql(sql)));
            }
            verified = step instanceof VerifyStep verify ? verify : verified;
        }
        return lines;
    }

    private List<ScriptLine> ddl(DdlStep step, @Nullable VerifyStep verified) {
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Sql("BEGIN"));
        if (!step.locks().isEmpty()) {
            lines.add(new Sql(LockLoop.sql(step.locks())));
        }
        // PostgreSQL takes locks of its own while it writes its catalogs (to extend one, or beside an autovacuum that
        // truncates one). No attempt follows this one as the engine's would, so it gets longer than 1 ms even where the
        // application waits meanwhile; and far less than deadlock_timeout.
        lines.add(new Sql("SET LOCAL lock_timeout = " + (step.keepsOut() ? "'50ms'" : "'500ms'")));
        lines.add(new Sql("SET LOCAL statement_timeout = " + (step.scans() ? "0" : "'30s'")));
        check(step, verified).forEach(sql -> lines.add(new Sql(sql)));
        step.statements().forEach(sql -> lines.add(new Sql(sql)));
        if (ScriptNotes.isNoted(step)) {
            lines.add(notes.note(step));
            lines.add(new Sql("COMMIT"));
            return List.of(new Unless(notes.isDone(step), "done already", lines));
        }
        lines.add(new Sql("COMMIT"));
        // Whether a swap has been is asked for the script as a whole.
        boolean asked = step.effect() == Effect.NONE || plan.path() == Path.ONLINE;
        return step.applied() == null || !asked
                ? lines
                : List.of(new Unless(step.applied(), "in place already", lines));
    }

    /** What is asked under the locks, before the statements. */
    private List<String> check(DdlStep step, @Nullable VerifyStep verified) {
        return switch (step.effect()) {
            case SWAPPED -> all(checks.notDrifted(), proof(step, verified));
            case SWAPPED_BACK -> all("", proof(step, verified));
            case CONTRACTED ->
                switch (plan.path()) {
                    case SHADOW_COLUMN -> List.of(checks.nothingOnOld());
                    // A column that only stands aside has kept what was on it before.
                    case REVERSIBLE ->
                        plan.columns().stream().anyMatch(c -> c.second() != null)
                                ? List.of(checks.nothingOnOld())
                                : List.of();
                    case METADATA_ONLY -> List.of(checks.notDrifted());
                    case ONLINE, IN_PLACE -> List.of();
                };
            case NONE, NOTED, ROLLED_BACK -> List.of();
        };
    }

    private static List<String> all(String... questions) {
        return Stream.of(questions).filter(q -> !q.isEmpty()).toList();
    }

    /** Empty for a swap of names alone. */
    private String proof(DdlStep step, @Nullable VerifyStep verified) {
        if (verified == null) {
            if (plan.forward().stream().noneMatch(BackfillStep.class::isInstance)) {
                return "";
            }
            throw new IllegalStateException(step.id() + " without a verify before it");
        }
        return ScriptChecks.proven(verified);
    }

    private static List<ScriptLine> concurrent(ConcurrentStep step) {
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Sql("SET lock_timeout = 0"));
        if (step.leftovers() != null) {
            lines.add(new Each(step.leftovers()));
        }
        if (step.searchPath() != null) {
            lines.add(new Sql(step.setSearchPath()));
        }
        lines.add(new Sql(step.statement()));
        if (step.searchPath() != null) {
            lines.add(new Sql("SET search_path = ''"));
        }
        lines.add(new Sql("SET lock_timeout = '500ms'"));
        return step.applied() == null ? lines : List.of(new Unless(step.applied(), "in place already", lines));
    }

    /** CONCURRENTLY: outside a transaction, and without the timeouts that would leave it INVALID. */
    private static List<ScriptLine> index(IndexStep step) {
        List<ScriptLine> build = new ArrayList<>();
        if (step.name() == IndexStep.Name.USER) {
            build.add(new Sql(ScriptChecks.noOtherIndex(step)));
        }
        build.addAll(List.of(
                new Sql("SET lock_timeout = 0"),
                new Sql(step.drop()),
                new Sql(step.setTablespace()),
                new Sql(step.create()),
                new Sql("RESET default_tablespace"),
                new Sql("SET lock_timeout = '500ms'")));
        List<ScriptLine> lines = new ArrayList<>();
        lines.add(new Unless(ScriptChecks.built(step), "in place already", build));
        step.afterwards().forEach(sql -> lines.add(new Sql(sql)));
        return lines;
    }
}
