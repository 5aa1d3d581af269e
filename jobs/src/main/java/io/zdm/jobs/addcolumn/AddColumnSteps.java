package io.zdm.jobs.addcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.NotNull;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of a new column, and the way back while it is not done. */
final class AddColumnSteps {

    private final AddColumn change;
    private final Planning planning;
    private final Writing writing;
    private final ColumnSnapshot after;
    private final @Nullable ColumnSnapshot adopted;
    private final @Nullable String value;
    private final String missing;
    private final Ddl ddl;
    private final String quoted;

    /**
     * @param after the column as it will be
     * @param now the one that is there, null where none is
     * @param value what rows get that hold NULL; null for nothing
     * @param missing whether a row is to get it
     */
    AddColumnSteps(
            AddColumn change,
            Planning planning,
            Writing writing,
            ColumnSnapshot after,
            @Nullable ColumnSnapshot now,
            @Nullable String value,
            String missing) {
        this.change = change;
        this.planning = planning;
        this.writing = writing;
        this.after = after;
        // Planned anew after drift it finds its own: that is none of somebody else's.
        this.adopted = planning.ownsColumn(Names.shadow(change.column())) ? null : now;
        this.value = value;
        this.missing = missing;
        this.ddl = new Ddl(planning);
        this.quoted = Identifier.quote(change.column());
    }

    /** One ALTER is the whole change. */
    List<PlannedStep> atOnce() {
        List<String> statements = new ArrayList<>();
        statements.add(ddl.alter("ADD COLUMN " + quoted + " " + after.typeWithCollation() + defaultClause()
                + (change.notNull() ? " NOT NULL" : "")));
        statements.addAll(comment(change.comment()));
        return List.of(ddl.exclusive(
                "add", Phase.SWAP, "Add " + quoted + ": PostgreSQL rewrites nothing", statements, Effect.CONTRACTED));
    }

    List<PlannedStep> forward() {
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(expand());
        if (value != null) {
            steps.add(new BackfillStep(
                    "backfill",
                    Phase.BACKFILL,
                    "Fill " + quoted + " in existing rows",
                    planning.members().size() > 1 || planning.table().kind() == 'p',
                    writing.walks(),
                    List.of(new Assignment(change.column(), after.type(), value, value, "true", missing)),
                    true,
                    null,
                    true));
        }
        List<String> last = new ArrayList<>(value == null ? List.of() : writing.restore());
        if (change.notNull() && !(adopted != null && adopted.notNull())) {
            steps.addAll(NotNull.steps(ddl, "", Phase.DEPENDENTS, change.column()));
            last.addAll(0, NotNull.set(ddl, change.column()));
        }
        steps.add(ddl.exclusive(
                "finish",
                Phase.SWAP,
                change.notNull()
                        ? "Set NOT NULL, which the proof spares a scan"
                        : "Done: the column is as it was asked for",
                last,
                Effect.CONTRACTED));
        return steps;
    }

    private DdlStep expand() {
        List<String> statements = new ArrayList<>();
        if (adopted == null) {
            statements.add(ddl.alter("ADD COLUMN IF NOT EXISTS " + quoted + " " + after.typeWithCollation()));
            statements.add(ddl.insist(change.column(), after.type()));
        }
        if (after.defaultExpression() != null) {
            statements.add(ddl.alterColumn(change.column(), "SET DEFAULT " + after.defaultExpression()));
        }
        statements.addAll(comment(change.comment()));
        List<String> questions = new ArrayList<>(List.of(ddl.hasColumn(change.column(), after.type())));
        if (after.defaultExpression() != null) {
            questions.add(ddl.hasDefault(change.column()));
        }
        if (value != null) {
            statements.addAll(writing.silence());
            questions.addAll(writing.silent());
        }
        return ddl.exclusive(
                "expand",
                Phase.EXPAND,
                adopted == null
                        ? "Add " + quoted + ", empty in existing rows"
                        : quoted + " is there already: give it what it lacks",
                statements,
                questions.stream().map(q -> "(" + q + ")").collect(Collectors.joining(" AND ", "SELECT ", "")),
                List.of());
    }

    /** A column that was there before stays, with what it had. */
    List<PlannedStep> undo() {
        List<String> statements = new ArrayList<>();
        if (adopted == null) {
            statements.add(ddl.alter("DROP COLUMN IF EXISTS " + quoted));
        } else {
            statements.add(NotNull.drop(ddl, change.column()));
            if (adopted.defaultExpression() == null && after.defaultExpression() != null) {
                statements.add(ddl.alterColumn(change.column(), "DROP DEFAULT"));
            }
            if (change.comment() != null) {
                statements.add("COMMENT ON COLUMN " + ddl.table() + "." + quoted + " IS "
                        + (adopted.comment() == null ? "NULL" : Identifier.literal(adopted.comment())));
            }
        }
        if (value != null) {
            statements.addAll(writing.restore());
        }
        return List.of(ddl.exclusive(
                "undo",
                Phase.EXPAND,
                adopted == null ? "Remove " + quoted + " again" : "Leave " + quoted + " as it was found",
                statements,
                Effect.ROLLED_BACK));
    }

    private String defaultClause() {
        return after.defaultExpression() == null ? "" : " DEFAULT " + after.defaultExpression();
    }

    private List<String> comment(@Nullable String text) {
        return Stream.ofNullable(text)
                .map(t -> "COMMENT ON COLUMN " + ddl.table() + "." + quoted + " IS " + Identifier.literal(t))
                .toList();
    }
}
