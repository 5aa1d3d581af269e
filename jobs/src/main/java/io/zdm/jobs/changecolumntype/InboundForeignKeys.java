package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Foreign keys of other tables to the columns. Each is built a second time before the swap, to the shadow; until then the
 * two stand side by side, and whichever of them acts first on an UPDATE or DELETE leaves the other nothing to do.
 */
record InboundForeignKeys(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        for (InboundForeignKey foreign : change.inbound()) {
            ConstraintSnapshot.ForeignKey key =
                    Objects.requireNonNull(foreign.constraint().foreignKey());
            steps.addAll(new ForeignKeyDdl(new OnlineDdl(foreign.table().sql(), guise), foreign.constraint())
                    .steps(
                            "inbound-foreign-key",
                            foreign.table().sql() + ".",
                            ForeignKeyDdl.list(key.columns()),
                            change.guises(key.referencedColumns(), guise),
                            ForeignKeyDdl.list(key.setColumns())));
        }
        return steps;
    }

    @Override
    public List<TableLock> locks() {
        return change.inbound().stream()
                .map(f -> new TableLock(f.table().sql(), LockLevel.ACCESS_EXCLUSIVE))
                .distinct()
                .toList();
    }

    @Override
    public List<String> undo() {
        return each(f -> new OnlineDdl(f.table().sql(), Guise.SHADOW)
                .dropConstraint(Names.shadow(f.constraint().name())));
    }

    @Override
    public List<String> release() {
        return drop();
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> abandon() {
        return drop();
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    private List<String> drop() {
        return each(f -> Constraints.drop(f.table().sql(), List.of(f.constraint())));
    }

    private List<String> takeNames(Guise guise) {
        return each(f -> Constraints.takeNames(f.table().sql(), List.of(f.constraint()), guise));
    }

    private List<String> each(Function<InboundForeignKey, List<String>> statements) {
        return change.inbound().stream()
                .flatMap(f -> statements.apply(f).stream())
                .toList();
    }
}
