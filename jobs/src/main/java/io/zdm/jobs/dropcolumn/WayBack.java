package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.jobs.changecolumntype.Comments;
import io.zdm.jobs.changecolumntype.Constraints;
import io.zdm.jobs.changecolumntype.ForeignKeyDdl;
import io.zdm.jobs.changecolumntype.ForeignKeyParts;
import io.zdm.jobs.changecolumntype.Guise;
import io.zdm.jobs.changecolumntype.IndexDdl;
import io.zdm.jobs.changecolumntype.OnlineDdl;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds again what the swap took off, under names of the engine's: first it looks whether all rows bear it, then come
 * the indexes, which PostgreSQL removes where they fail, and last what holds for new writes from its first moment on. The
 * last transaction gives the names back, and that of the column.
 */
final class WayBack {

    private final Planning planning;
    private final ColumnSnapshot column;
    private final Loosened loosened;
    private final Rehearsed.@Nullable Shape shape;
    private final Ddl ddl;
    private final String old;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<String> last = new ArrayList<>();

    /** @param shape how everything reads under the column's second name, null where that is not needed */
    WayBack(Planning planning, ColumnSnapshot column, Loosened loosened, Rehearsed.@Nullable Shape shape) {
        this.planning = planning;
        this.column = column;
        this.loosened = loosened;
        this.shape = shape;
        this.ddl = new Ddl(planning);
        this.old = Names.old(column.name());
    }

    List<PlannedStep> steps() {
        steps.addAll(new Looks(planning, column, loosened).steps(shape));
        loosened.indexes().forEach(this::index);
        loosened.foreignKeys().forEach(this::foreignKey);
        loosened.checks().forEach(this::check);
        if (loosened.notNull()) {
            notNull();
        }
        last.addAll(Constraints.takeNames(ddl.table(), loosened.foreignKeys(), Guise.OLD));
        last.addAll(ForeignKeyParts.takeNames(ddl.table(), loosened.foreignKeys()));
        last.addAll(Constraints.takeNames(ddl.table(), loosened.checks(), Guise.OLD));
        loosened.indexes().forEach(this::takeName);
        last.add(ddl.alter("RENAME COLUMN " + Identifier.quote(old) + " TO " + Identifier.quote(column.name())));
        steps.add(ddl.exclusive(
                "swap-back",
                Phase.SWAP,
                "Give " + Identifier.quote(column.name()) + " back",
                last,
                Effect.SWAPPED_BACK));
        return steps;
    }

    private void index(IndexSnapshot index) {
        String built = Guise.OLD.of(index.name());
        steps.add(new IndexStep(
                "back:index:" + index.name(),
                Phase.DEPENDENTS,
                "Build " + (index.unique() ? "the unique index " : "the index ") + Identifier.quote(built)
                        + " without blocking writes",
                index.schema(),
                built,
                ddl.table(),
                index.unique(),
                shape().index(index).definition(),
                index.tablespace(),
                IndexDdl.afterwards(index, built)));
    }

    private void takeName(IndexSnapshot index) {
        String built = Guise.OLD.of(index.name());
        String name = Identifier.quote(index.name());
        if (index.constraint() == null) {
            last.add("ALTER INDEX " + Identifier.qualified(index.schema(), built) + " RENAME TO " + name);
        } else {
            ConstraintSnapshot constraint = planning.table().constraints().stream()
                    .filter(k -> k.name().equals(index.constraint()))
                    .findFirst()
                    .orElseThrow();
            last.addAll(Comments.with(
                    constraint,
                    ddl.table(),
                    constraint.name(),
                    ddl.alter("ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + Identifier.quote(built)
                            + IndexDdl.deferral(constraint))));
        }
        // RENAME COLUMN on a table leaves those of its indexes as they are.
        List<String> attributes = shape().index(index).attributes();
        for (int i = 0; i < attributes.size(); i++) {
            String wanted = index.attributes().get(i);
            if (!attributes.get(i).equals(wanted)) {
                last.add("ALTER TABLE " + index.sql() + " RENAME COLUMN " + Identifier.quote(attributes.get(i)) + " TO "
                        + Identifier.quote(wanted));
            }
        }
        if (index.clustered()) {
            last.add(ddl.alter("CLUSTER ON " + name));
        }
    }

    private void foreignKey(ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        List<String> below =
                key.parts().stream().map(ConstraintSnapshot.Part::referenced).toList();
        boolean self = key.referencedOid() == planning.table().ref().oid();
        steps.addAll(new ForeignKeyDdl(new OnlineDdl(ddl.table(), Guise.OLD), constraint, below)
                .steps(
                        "foreign-key",
                        "",
                        list(key.columns()),
                        self ? list(key.referencedColumns()) : ForeignKeyDdl.list(key.referencedColumns()),
                        list(key.setColumns())));
    }

    private String list(List<String> columns) {
        return columns.stream()
                .map(c -> Identifier.quote(c.equals(column.name()) ? old : c))
                .collect(Collectors.joining(", "));
    }

    private void check(ConstraintSnapshot check) {
        String built = Guise.OLD.of(check.name());
        steps.add(ddl.exclusive(
                "back:check-add:" + check.name(),
                Phase.DEPENDENTS,
                "Add the check " + Identifier.quote(built) + " for new writes",
                Comments.with(
                        check,
                        ddl.table(),
                        built,
                        ddl.alter("ADD CONSTRAINT " + Identifier.quote(built) + " "
                                + shape().check(check).definition()
                                + (check.enforced() ? " NOT VALID" : ""))),
                ddl.hasConstraint(built, false),
                List.of()));
        if (check.validated() && check.enforced()) {
            steps.add(ddl.validate(
                    "back:check-validate:" + check.name(), Phase.DEPENDENTS, built, ddl.hasConstraint(built, true)));
        }
    }

    /** From 18 on it is a constraint with a name, and perhaps a comment. */
    private void notNull() {
        String constraint = column.notNullConstraint();
        if (constraint == null) {
            steps.addAll(NotNull.steps(ddl, "back:", Phase.DEPENDENTS, old));
            last.addAll(NotNull.set(ddl, old));
            return;
        }
        ConstraintSnapshot now = planning.table().constraints().stream()
                .filter(k -> k.type() == 'n' && k.name().equals(constraint))
                .findFirst()
                .orElseThrow();
        String built = Guise.OLD.of(constraint);
        List<String> statements = new ArrayList<>(List.of(ddl.alter("ADD CONSTRAINT " + Identifier.quote(built)
                + " NOT NULL " + Identifier.quote(old) + (now.inheritable() ? "" : " NO INHERIT") + " NOT VALID")));
        if (column.notNullComment() != null) {
            statements.add(Comments.onConstraint(ddl.table(), built, column.notNullComment()));
        }
        steps.add(ddl.exclusive(
                "back:not-null-add",
                Phase.DEPENDENTS,
                "Forbid NULL in new writes",
                statements,
                ddl.hasConstraint(built, false),
                List.of()));
        if (now.validated()) {
            steps.add(ddl.validate("back:not-null-validate", Phase.DEPENDENTS, built, ddl.hasConstraint(built, true)));
        }
        last.addAll(Constraints.takeNames(ddl.table(), List.of(now), Guise.OLD));
    }

    private Rehearsed.Shape shape() {
        return Objects.requireNonNull(shape);
    }
}
