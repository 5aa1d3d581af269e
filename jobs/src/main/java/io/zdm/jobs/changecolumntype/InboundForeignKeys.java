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
import java.util.stream.Stream;

/**
 * Foreign keys of other tables to the columns. Each is built a second time before the swap, to the shadow; until then the
 * two stand side by side, and whichever of them acts first on an UPDATE or DELETE leaves the other nothing to do.
 *
 * <p>A partitioned table's is built from its table partitions up, see {@link TreeForeignKeys}.
 *
 * @param below descendants of the table, to which a foreign key goes on
 */
record InboundForeignKeys(ShadowChange change, LateForeignKeys late, List<String> below) implements Dependents {

    InboundForeignKeys(ShadowChange change, LateForeignKeys late) {
        this(change, late, List.of());
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        List<InboundForeignKey> all = topDown();
        for (int i = all.size() - 1; i >= 0; i--) {
            InboundForeignKey foreign = all.get(i);
            ConstraintSnapshot.ForeignKey key = key(foreign);
            ForeignKeyDdl ddl = new ForeignKeyDdl(
                    new OnlineDdl(foreign.table().sql(), guise, "", tablesBelow(foreign, all)),
                    foreign.constraint(),
                    below);
            String of = foreign.table().sql() + ".";
            String columns = ForeignKeyDdl.list(key.columns());
            String referenced = change.guises(key.referencedColumns(), guise);
            String setColumns = ForeignKeyDdl.list(key.setColumns());
            steps.addAll(
                    foreign.partitioned()
                            ? List.of(ddl.ofParts("inbound-foreign-key", of, columns, referenced, setColumns))
                            : ddl.steps("inbound-foreign-key", of, columns, referenced, setColumns));
        }
        return steps;
    }

    private List<InboundForeignKey> inbound() {
        return change.inbound().stream().filter(f -> !late.has(f.constraint())).toList();
    }

    /** Each after the one that it is a part of. */
    private List<InboundForeignKey> topDown() {
        List<InboundForeignKey> left = new ArrayList<>(inbound());
        List<InboundForeignKey> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            List<InboundForeignKey> next = left.stream()
                    .filter(f -> left.stream()
                            .noneMatch(
                                    p -> p.constraint().oid() == f.constraint().parentOid()))
                    .toList();
            sorted.addAll(next);
            left.removeAll(next);
        }
        return sorted;
    }

    private static List<String> tablesBelow(InboundForeignKey foreign, List<InboundForeignKey> all) {
        List<Long> found = new ArrayList<>(List.of(foreign.constraint().oid()));
        List<String> tables = new ArrayList<>();
        for (InboundForeignKey other : all) {
            if (found.contains(other.constraint().parentOid())) {
                found.add(other.constraint().oid());
                tables.add(other.table().sql());
            }
        }
        return tables;
    }

    @Override
    public List<TableLock> locks() {
        return inbound().stream()
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

    /** Its parts go with it. */
    private List<String> drop() {
        return each(f -> f.constraint().parentOid() == 0
                ? Constraints.drop(f.table().sql(), List.of(f.constraint()))
                : List.of());
    }

    private List<String> takeNames(Guise guise) {
        return each(f -> Stream.concat(
                        Constraints.takeNames(f.table().sql(), List.of(f.constraint()), guise).stream(),
                        ForeignKeyParts.takeNames(f.table().sql(), List.of(f.constraint())).stream())
                .toList());
    }

    private List<String> each(Function<InboundForeignKey, List<String>> statements) {
        return topDown().stream().flatMap(f -> statements.apply(f).stream()).toList();
    }

    private static ConstraintSnapshot.ForeignKey key(InboundForeignKey foreign) {
        return Objects.requireNonNull(foreign.constraint().foreignKey());
    }
}
