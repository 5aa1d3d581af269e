package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;

/** The two moments in which columns change places: catalog work alone, in one transaction. */
final class Swap {

    private final ShadowChange change;
    private final List<String> statements = new ArrayList<>();

    Swap(ShadowChange change) {
        this.change = change;
    }

    /** The old column keeps only what can reject no write; the new one takes every name. */
    DdlStep there() {
        statements.addAll(change.sync().dropTriggers());
        change.releasing().forEach(d -> statements.addAll(d.release()));
        for (Changed c : change.columns()) {
            rename(c.name(), c.old());
            rename(c.shadow(), c.name());
        }
        change.dependents().forEach(d -> statements.addAll(d.settle()));
        for (Changed c : change.columns()) {
            if (c.reverse() != null) {
                statements.add(c.reverse().createCan());
            }
        }
        statements.addAll(change.reverse().create());
        return step("swap", "Swap " + change.title() + ": the shadow takes its place", Effect.SWAPPED);
    }

    /** The old column takes its place back, under its old names; the new one goes with all that is on it. */
    DdlStep back() {
        statements.addAll(change.reverse().dropTriggers());
        change.releasing().forEach(d -> statements.addAll(d.abandon()));
        for (Changed c : change.columns()) {
            alter("DROP COLUMN " + Identifier.quote(c.name()));
        }
        statements.addAll(TreeColumns.dropFromMembers(change, Changed::name));
        for (Changed c : change.columns()) {
            rename(c.old(), c.name());
        }
        change.dependents().forEach(d -> statements.addAll(d.restore()));
        statements.addAll(change.dropForwardFunctions());
        statements.addAll(change.dropReverseFunctions());
        return step("swap-back", "Swap " + change.title() + " back", Effect.SWAPPED_BACK);
    }

    private void rename(String from, String to) {
        alter("RENAME COLUMN " + Identifier.quote(from) + " TO " + Identifier.quote(to));
    }

    private void alter(String action) {
        statements.add("ALTER TABLE " + change.sql() + " " + action);
    }

    private DdlStep step(String id, String title, Effect effect) {
        return new DdlStep(
                id,
                Phase.SWAP,
                title,
                change.exclusiveLocks(),
                List.copyOf(statements),
                null,
                effect,
                false,
                List.of());
    }
}
