package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.NotNull;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Away under another name, then dropped; or back again, with every rule proven before it holds. */
final class DropColumnSteps {

    private final Planning planning;
    private final ColumnSnapshot column;
    private final Loosened loosened;
    private final Rehearsed.@Nullable Shape shape;
    private final Ddl ddl;
    private final String name;
    private final String old;

    /** @param shape how checks read under the column's second name, null where there are none */
    DropColumnSteps(Planning planning, ColumnSnapshot column, Loosened loosened, Rehearsed.@Nullable Shape shape) {
        this.planning = planning;
        this.column = column;
        this.loosened = loosened;
        this.shape = shape;
        this.ddl = new Ddl(planning);
        this.name = Identifier.quote(column.name());
        this.old = Names.old(column.name());
    }

    List<PlannedStep> forward() {
        List<String> away = new ArrayList<>();
        loosened.checks().forEach(k -> away.add(ddl.alter("DROP CONSTRAINT " + Identifier.quote(k.name()))));
        if (loosened.notNull()) {
            away.add(ddl.alterColumn(column.name(), "DROP NOT NULL"));
        }
        away.add(ddl.alter("RENAME COLUMN " + name + " TO " + Identifier.quote(old)));
        return List.of(
                ddl.exclusive(
                        "swap",
                        Phase.SWAP,
                        "Take " + name + " away: it is called " + Identifier.quote(old) + " until contract",
                        away,
                        Effect.SWAPPED),
                ddl.exclusive(
                                "contract",
                                Phase.CONTRACT,
                                "Drop " + name + ", and what is on it",
                                List.of(ddl.alter("DROP COLUMN IF EXISTS " + Identifier.quote(old))),
                                Effect.CONTRACTED)
                        .withApplied("SELECT NOT (" + ddl.hasColumn(column.name()) + ") AND NOT (" + ddl.hasColumn(old)
                                + ")"));
    }

    /** Nothing is done before the swap. */
    DdlStep undo() {
        return new DdlStep(
                "undo",
                Phase.EXPAND,
                "Leave everything as it is",
                List.of(),
                List.of(),
                null,
                Effect.ROLLED_BACK,
                false,
                List.of());
    }

    List<PlannedStep> back() {
        List<PlannedStep> steps = new ArrayList<>();
        List<String> last = new ArrayList<>();
        if (loosened.notNull()) {
            steps.add(valuesThere());
            last.addAll(notNull(steps));
        }
        for (ConstraintSnapshot check : loosened.checks()) {
            String restored = Identifier.quote(check.name());
            List<String> statements = new ArrayList<>(List.of(ddl.alter("ADD CONSTRAINT " + restored + " "
                    + Objects.requireNonNull(shape).check(check).definition()
                    + (check.enforced() ? " NOT VALID" : ""))));
            if (check.comment() != null) {
                statements.add("COMMENT ON CONSTRAINT " + restored + " ON " + ddl.table() + " IS "
                        + Identifier.literal(check.comment()));
            }
            steps.add(ddl.exclusive(
                    "back:check-add:" + check.name(),
                    Phase.DEPENDENTS,
                    "Add the check " + restored + " for new writes",
                    statements,
                    ddl.hasConstraint(check.name(), false),
                    List.of()));
            if (check.validated() && check.enforced()) {
                steps.add(ddl.validate(
                        "back:check-validate:" + check.name(),
                        Phase.DEPENDENTS,
                        check.name(),
                        ddl.hasConstraint(check.name(), true)));
            }
        }
        last.add(ddl.alter("RENAME COLUMN " + Identifier.quote(old) + " TO " + name));
        steps.add(ddl.exclusive("swap-back", Phase.SWAP, "Give " + name + " back", last, Effect.SWAPPED_BACK));
        return steps;
    }

    /** Who gave no value for what was NOT NULL is named, and nothing is touched. */
    private VerifyStep valuesThere() {
        String noValue = Identifier.quote(old) + " IS NULL";
        return new VerifyStep(
                "back:values",
                Phase.VERIFY,
                "Look for rows that came without a value for " + name,
                new Writing(planning, true).walks(),
                noValue,
                noValue,
                List.of(),
                false,
                List.of(),
                List.of());
    }

    /** From 18 on it is a constraint with a name, and perhaps a comment. Gives what is left for the last moment. */
    private List<String> notNull(List<PlannedStep> steps) {
        String constraint = column.notNullConstraint();
        if (constraint == null) {
            steps.addAll(NotNull.steps(ddl, "back:", Phase.DEPENDENTS, old));
            return NotNull.set(ddl, old);
        }
        boolean validated = planning.table().constraints().stream()
                .noneMatch(k -> k.type() == 'n' && k.name().equals(constraint) && !k.validated());
        String quoted = Identifier.quote(constraint);
        List<String> statements = new ArrayList<>(
                List.of(ddl.alter("ADD CONSTRAINT " + quoted + " NOT NULL " + Identifier.quote(old) + " NOT VALID")));
        if (column.notNullComment() != null) {
            statements.add("COMMENT ON CONSTRAINT " + quoted + " ON " + ddl.table() + " IS "
                    + Identifier.literal(column.notNullComment()));
        }
        steps.add(ddl.exclusive(
                "back:not-null-add",
                Phase.DEPENDENTS,
                "Forbid NULL in new writes",
                statements,
                ddl.hasConstraint(constraint, false),
                List.of()));
        if (validated) {
            steps.add(ddl.validate(
                    "back:not-null-validate", Phase.DEPENDENTS, constraint, ddl.hasConstraint(constraint, true)));
        }
        return List.of();
    }
}
