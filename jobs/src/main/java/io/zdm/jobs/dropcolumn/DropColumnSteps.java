package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.changecolumntype.Constraints;
import io.zdm.jobs.columns.Ddl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /** @param shape how everything reads under the column's second name, null where that is not needed */
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
        List<String> away = new ArrayList<>(Constraints.drop(ddl.table(), loosened.foreignKeys()));
        away.addAll(Constraints.drop(ddl.table(), loosened.checks()));
        for (IndexSnapshot index : loosened.indexes()) {
            away.add(
                    index.constraint() == null
                            ? "DROP INDEX " + index.sql()
                            : ddl.alter("DROP CONSTRAINT " + Identifier.quote(index.constraint())));
        }
        if (loosened.notNull()) {
            away.add(ddl.alterColumn(column.name(), "DROP NOT NULL"));
        }
        away.add(ddl.alter("RENAME COLUMN " + name + " TO " + Identifier.quote(old)));
        return List.of(
                new DdlStep(
                        "swap",
                        Phase.SWAP,
                        "Take " + name + " away: it is called " + Identifier.quote(old) + " until contract",
                        locks(),
                        away,
                        null,
                        Effect.SWAPPED,
                        false,
                        List.of()),
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
        return new WayBack(planning, column, loosened, shape).steps();
    }

    /** Dropping a foreign key takes the triggers of the referenced table away, and of its table partitions. */
    private List<TableLock> locks() {
        return Stream.concat(
                        ddl.locks(LockLevel.ACCESS_EXCLUSIVE).stream(),
                        loosened.foreignKeys().stream()
                                .map(k -> Objects.requireNonNull(k.foreignKey()))
                                .flatMap(k -> Stream.concat(
                                        Stream.of(k.referenced()),
                                        k.parts().stream().map(ConstraintSnapshot.Part::referenced)))
                                .map(t -> new TableLock(t, LockLevel.ACCESS_EXCLUSIVE)))
                .distinct()
                .toList();
    }
}
