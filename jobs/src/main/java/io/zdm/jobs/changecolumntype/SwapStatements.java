package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Rehearsed.Shape;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The two moments in which columns change places: catalog work alone, in one transaction. */
final class SwapStatements {

    private final ShadowChange change;
    private final String table;
    private final List<String> statements = new ArrayList<>();

    SwapStatements(ShadowChange change) {
        this.change = change;
        this.table = change.sql();
    }

    /** The old column keeps only what can reject no write; the new one takes every name. */
    DdlStep swap() {
        statements.addAll(change.sync().dropTriggers());
        dropFromOld();
        for (Changed c : change.columns()) {
            renameColumn(c.name(), c.old());
            renameColumn(c.shadow(), c.name());
        }
        takeNames(Names::shadow, change.rehearsed().shadow(), false);
        for (Changed c : change.columns()) {
            String defaultExpression = c.rehearsed().after().defaultExpression();
            if (defaultExpression != null) {
                alter("ALTER COLUMN " + Identifier.quote(c.name()) + " SET DEFAULT " + defaultExpression);
            }
            if (c.reverse() != null) {
                statements.add(c.reverse().createCan());
            }
        }
        for (var statistics : change.statistics()) {
            statements.add("ALTER STATISTICS " + statistics.sql() + " RENAME TO "
                    + Identifier.quote(Names.old(statistics.name())));
            statements.add("ALTER STATISTICS "
                    + Identifier.qualified(statistics.schema(), Names.shadow(statistics.name())) + " RENAME TO "
                    + Identifier.quote(statistics.name()));
        }
        statements.addAll(change.reverse().create());
        return step("swap", Phase.SWAP, "Swap " + change.title() + ": the shadow takes its place", Effect.SWAPPED);
    }

    /** The old column takes its place back, under its old names; the new one goes with all that is on it. */
    DdlStep swapBack() {
        statements.addAll(change.reverse().dropTriggers());
        for (var statistics : change.statistics()) {
            statements.add("DROP STATISTICS IF EXISTS " + statistics.sql());
        }
        for (Changed c : change.columns()) {
            alter("DROP COLUMN " + Identifier.quote(c.name()));
        }
        for (Changed c : change.columns()) {
            renameColumn(c.old(), c.name());
        }
        takeNames(Names::old, change.rehearsed().old(), true);
        for (Changed c : change.columns()) {
            if (c.now().defaultExpression() != null) {
                alter("ALTER COLUMN " + Identifier.quote(c.name()) + " SET DEFAULT "
                        + c.now().defaultExpression());
            }
        }
        for (var statistics : change.statistics()) {
            statements.add("ALTER STATISTICS "
                    + Identifier.qualified(statistics.schema(), Names.old(statistics.name())) + " RENAME TO "
                    + Identifier.quote(statistics.name()));
        }
        statements.addAll(change.dropForwardFunctions());
        statements.addAll(change.dropReverseFunctions());
        return step("swap-back", Phase.SWAP, "Swap " + change.title() + " back", Effect.SWAPPED_BACK);
    }

    private void dropFromOld() {
        // Indexes go before NOT NULL, which the one that is the replica identity holds fast.
        List<String> constraints = new ArrayList<>();
        for (char type : new char[] {'c', 'f', 'u'}) {
            change.constraints(type).forEach(k -> constraints.add("DROP CONSTRAINT " + Identifier.quote(k.name())));
        }
        alterTogether(constraints);
        List<String> parts = new ArrayList<>();
        for (Changed c : change.columns()) {
            String column = Identifier.quote(c.name());
            if (c.now().defaultExpression() != null) {
                parts.add("ALTER COLUMN " + column + " DROP DEFAULT");
            }
            if (c.now().notNull()) {
                parts.add("ALTER COLUMN " + column + " DROP NOT NULL");
            }
        }
        for (IndexSnapshot index : change.indexes()) {
            if (OldIndexes.isKept(change, index)) {
                statements.add(
                        "ALTER INDEX " + index.sql() + " RENAME TO " + Identifier.quote(Names.old(index.name())));
            } else if (index.constraint() == null) {
                statements.add("DROP INDEX " + index.sql());
            }
        }
        alterTogether(parts);
    }

    private void alterTogether(List<String> parts) {
        if (!parts.isEmpty()) {
            alter(String.join(", ", parts));
        }
    }

    /** Indexes and constraints that were built under another name take the original one. */
    private void takeNames(UnaryOperator<String> guise, Shape shape, boolean back) {
        for (IndexSnapshot index : change.indexes()) {
            boolean kept = back && OldIndexes.isKept(change, index);
            if (index.constraint() == null) {
                statements.add("ALTER INDEX " + Identifier.qualified(index.schema(), guise.apply(index.name()))
                        + " RENAME TO " + Identifier.quote(index.name()));
            } else {
                takeUnique(index, guise.apply(index.name()));
            }
            if (!kept) {
                List<String> wanted = back
                        ? index.attributes()
                        : Objects.requireNonNull(
                                change.rehearsed().indexColumns().get(index.oid()));
                renameIndexColumns(index, shape.index(index).attributes(), wanted);
            }
            if (index.clustered()) {
                alter("CLUSTER ON " + Identifier.quote(index.name()));
            }
            if (index.replicaIdentity()) {
                alter("REPLICA IDENTITY USING INDEX " + Identifier.quote(index.name()));
            }
        }
        for (char type : new char[] {'c', 'f'}) {
            change.constraints(type).forEach(k -> renameConstraint(guise.apply(k.name()), k.name()));
        }
        for (Changed c : change.columns()) {
            String notNull = c.now().notNullConstraint();
            if (notNull != null) {
                renameConstraint(guise.apply(notNull), notNull);
                if (c.now().notNullComment() != null) {
                    comment(notNull, c.now().notNullComment());
                }
            }
        }
    }

    private void takeUnique(IndexSnapshot index, String builtAs) {
        String name = Objects.requireNonNull(index.constraint());
        ConstraintSnapshot constraint = change.constraints('u').stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
        alter("ADD CONSTRAINT " + Identifier.quote(name) + " UNIQUE USING INDEX " + Identifier.quote(builtAs)
                + (constraint.deferrable() ? " DEFERRABLE" : "")
                + (constraint.deferred() ? " INITIALLY DEFERRED" : ""));
        if (constraint.comment() != null) {
            comment(name, constraint.comment());
        }
    }

    private void renameIndexColumns(IndexSnapshot index, List<String> built, List<String> wanted) {
        for (int i = 0; i < built.size(); i++) {
            if (!built.get(i).equals(wanted.get(i))) {
                statements.add("ALTER TABLE " + index.sql() + " RENAME COLUMN " + Identifier.quote(built.get(i))
                        + " TO " + Identifier.quote(wanted.get(i)));
            }
        }
    }

    private void renameColumn(String from, String to) {
        alter("RENAME COLUMN " + Identifier.quote(from) + " TO " + Identifier.quote(to));
    }

    private void renameConstraint(String from, String to) {
        alter("RENAME CONSTRAINT " + Identifier.quote(from) + " TO " + Identifier.quote(to));
    }

    private void comment(String constraint, String text) {
        statements.add("COMMENT ON CONSTRAINT " + Identifier.quote(constraint) + " ON " + table + " IS "
                + Identifier.literal(text));
    }

    private void alter(String action) {
        statements.add("ALTER TABLE " + table + " " + action);
    }

    private DdlStep step(String id, Phase phase, String title, Effect effect) {
        return new DdlStep(
                id, phase, title, change.exclusiveLocks(), List.copyOf(statements), null, effect, false, List.of());
    }
}
