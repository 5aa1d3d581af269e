package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.postgres.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Other changes that are in the way of a change or of one of its parts. */
final class OpenChanges {

    private final Database database;

    OpenChanges(Database database) {
        this.database = database;
    }

    /** @param queued changes that are in nobody's way, for the queue knows whose turn it is */
    List<Problem> against(ChangeSet set, Collection<Long> queued) {
        if (!ZdmSchema.exists(database)) {
            return List.of();
        }
        ChangeStore store = new ChangeStore(database);
        return set.all().stream()
                .flatMap(p -> onTable(
                        store.ofTable(p.plan().table().oid()).stream()
                                .filter(r ->
                                        !queued.contains(store.whole(r.id()).orElse(r.id())))
                                .toList(),
                        p.change(),
                        p.kind(),
                        p.plan())
                        .stream())
                .toList();
    }

    /** One whose columns are swapped, and which waits for its contract or failed in it, concerns those alone. */
    private static boolean isSwapped(ChangeRecord record) {
        return record.state().equals("SWAPPED")
                || (record.isSwapped()
                        && !record.isRunning()
                        && record.direction() == Direction.FORWARD
                        && record.plan().afterSwap().isEmpty());
    }

    private List<Problem> onTable(
            List<ChangeRecord> others, SchemaChange change, ChangePlanner kind, MigrationPlan plan) {
        ChangeStore store = new ChangeStore(database);
        Set<String> columns = new HashSet<>(kind.columns(change));
        columns.addAll(plan.concerned());
        plan.columns().forEach(c -> columns.add(c.name()));
        return others.stream()
                .filter(r -> !r.isEnded() && !ChangeStore.isSame(r, change))
                .filter(r -> !isSwapped(r) || r.plan().columns().stream().anyMatch(c -> columns.contains(c.name())))
                .map(r -> problem(r, store.whole(r.id()).orElse(r.id())))
                .toList();
    }

    /** @param whole what commands are told: the change that it is a part of, or its own number */
    private static Problem problem(ChangeRecord other, long whole) {
        return new Problem(
                ProblemCode.ANOTHER_CHANGE,
                other.plan().table().sql(),
                "Change " + other.id() + " (" + other.name() + ", " + other.state() + ") is not finished on "
                        + other.plan().table().sql(),
                isSwapped(other)
                        ? "Contract it or roll it back first: zdm-batch contract " + whole + "."
                        : other.isRunning()
                                ? "Let it end, or stop it first: zdm-batch stop " + whole + "."
                                : "Finish it or roll it back first: zdm-batch restart " + whole + " or rollback "
                                        + whole + ".");
    }
}
