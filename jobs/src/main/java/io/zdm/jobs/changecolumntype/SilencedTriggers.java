package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.TriggerSnapshot;
import io.zdm.engine.postgres.UserTriggers;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's triggers that fire on any UPDATE, and would on the backfill's: from expand until the swap they have one
 * more condition, which is false in the engine's own chunks. An owner may do no more about them.
 */
record SilencedTriggers(ShadowChange change) implements Dependents {

    @Override
    public List<String> expand() {
        return triggers().isEmpty() ? List.of() : List.of(UserTriggers.silence(change.sql()));
    }

    @Override
    public List<String> undo() {
        return triggers().isEmpty() ? List.of() : List.of(UserTriggers.restore(change.sql()));
    }

    /** Whether none of them is left to silence, as SQL questions: a table that was attached since brings its own. */
    List<String> silent() {
        return triggers().isEmpty() ? List.of() : List.of(UserTriggers.silent(change.sql()));
    }

    /** As they were in the plan, which drift has proved. Those that are bound to the column, too, are dropped and made again with what else is. */
    @Override
    public List<String> release() {
        List<Long> bound = change.bound().objects().stream()
                .filter(o -> o.sort() == Sort.TRIGGER)
                .map(Rebuilt::oid)
                .toList();
        List<String> statements = new ArrayList<>();
        for (TriggerSnapshot trigger : triggers()) {
            if (!bound.contains(trigger.oid())) {
                statements.add("DROP TRIGGER " + Identifier.quote(trigger.name()) + " ON " + change.sql());
                statements.add(trigger.create());
                statements.addAll(trigger.dress());
            }
        }
        return statements;
    }

    private List<TriggerSnapshot> triggers() {
        return change.firesUserTriggers()
                ? List.of()
                : change.table().triggers().stream()
                        .filter(TriggerSnapshot::hearsChunks)
                        .toList();
    }
}
