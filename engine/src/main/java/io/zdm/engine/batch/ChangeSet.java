package io.zdm.engine.batch;

import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A change with its plan and those of its parts, before it has a number.
 *
 * @param parts in their order; none where the change is of one table
 */
public record ChangeSet(Planned own, List<Planned> parts) {

    /** @param number the one that it would get */
    public record Planned(SchemaChange change, ChangePlanner kind, MigrationPlan plan, long number) {}

    /** Plans all of it as things are now. */
    public static ChangeSet plan(
            Planner planner,
            Map<String, ChangePlanner> kinds,
            SchemaChange change,
            ChangePlanner kind,
            long number,
            Set<String> openShadows) {
        Planned own = new Planned(change, kind, planner.plan(change, kind, number, openShadows), number);
        List<Planned> parts = new ArrayList<>();
        for (SchemaChange part : planner.parts(change, kind)) {
            ChangePlanner ofPart = Objects.requireNonNull(kinds.get(part.kind()), part.kind());
            long next = number + parts.size() + 1;
            parts.add(new Planned(part, ofPart, planner.plan(part, ofPart, next, openShadows), next));
        }
        return new ChangeSet(own, List.copyOf(parts));
    }

    /** In the order in which they are swapped. */
    public List<Planned> all() {
        return Stream.concat(parts.stream(), Stream.of(own)).toList();
    }

    List<Problem> problems() {
        return Stream.concat(own.plan().problems().stream(), parts.stream().flatMap(p -> p.plan().problems().stream()))
                .distinct()
                .toList();
    }

    /** In one order for everybody. */
    LongStream tables() {
        return all().stream().mapToLong(p -> p.plan().table().oid()).distinct().sorted();
    }

    /** Writes all of it down, in the caller's transaction; gives the change's number. */
    long insert(ChangeStore store, Planner planner, String name, Phase until, Tuning tuning) {
        long id = store.insert(own.change(), name, own.plan(), until, tuning);
        renumber(store, planner, own, id);
        insertParts(store, planner, id, name, until, tuning);
        return id;
    }

    /** In place of what was planned for a change that has not begun. */
    void replace(ChangeStore store, Planner planner, ChangeRecord change, Phase until, Tuning tuning) {
        store.replaceUnbegun(change.id(), own.change(), own.plan());
        renumber(store, planner, own, change.id());
        insertParts(store, planner, change.id(), change.name(), until, tuning);
    }

    private void insertParts(ChangeStore store, Planner planner, long id, String name, Phase until, Tuning tuning) {
        int place = 0;
        for (Planned part : parts) {
            String called = name + "/" + part.plan().table().name();
            renumber(
                    store,
                    planner,
                    part,
                    store.insertPart(id, ++place, part.change(), called, part.plan(), until, tuning));
        }
    }

    /** At once: the names of another change's functions must never be there to be restarted. */
    private static void renumber(ChangeStore store, Planner planner, Planned planned, long id) {
        if (id != planned.number()) {
            store.updatePlan(id, planner.replan(planned.change(), planned.kind(), id, Set.of()));
        }
    }
}
