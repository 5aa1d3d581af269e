package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.TriggerSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The user's triggers that fire on any UPDATE, and would on the backfill's: from expand until the swap they have one
 * more condition, which is false in the engine's own chunks. An owner may do no more about them.
 */
record SilencedTriggers(ShadowChange change) implements Dependents {

    @Override
    public List<String> expand() {
        return replaced(triggers(), TriggerSnapshot::silenced);
    }

    @Override
    public List<String> undo() {
        return replaced(triggers(), TriggerSnapshot::create);
    }

    /** Those that are bound to the column, too, are dropped and made again with what else is. */
    @Override
    public List<String> release() {
        List<Long> bound = change.bound().objects().stream()
                .filter(o -> o.sort() == Sort.TRIGGER)
                .map(Rebuilt::oid)
                .toList();
        return replaced(
                triggers().stream().filter(t -> !bound.contains(t.oid())).toList(), TriggerSnapshot::create);
    }

    private List<TriggerSnapshot> triggers() {
        return change.firesUserTriggers()
                ? List.of()
                : change.table().triggers().stream()
                        .filter(TriggerSnapshot::hearsChunks)
                        .toList();
    }

    /** CREATE OR REPLACE would not do: not for constraint triggers, and not before 14. */
    private List<String> replaced(List<TriggerSnapshot> triggers, Function<TriggerSnapshot, String> definition) {
        List<String> statements = new ArrayList<>();
        for (TriggerSnapshot trigger : triggers) {
            statements.add("DROP TRIGGER " + Identifier.quote(trigger.name()) + " ON " + change.sql());
            statements.add(definition.apply(trigger));
            statements.addAll(trigger.dress());
        }
        return statements;
    }
}
