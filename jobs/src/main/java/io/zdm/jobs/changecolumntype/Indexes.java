package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Indexes, and the constraints that rest on one. A primary key goes off and on again in one transaction, so that nobody
 * sees the table without one.
 */
record Indexes(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        for (IndexSnapshot index : inOrder(guise)) {
            if (guise == Guise.SHADOW || !OldIndexes.isKept(change, index)) {
                steps.add(build(index, guise));
            }
        }
        return steps;
    }

    /**
     * ALTER TABLE makes the indexes of constraints before others. Of several unique ones on its columns a foreign key takes
     * the oldest that is not deferrable, and none is yet when the key is built: where there are foreign keys, those come
     * last. For a rollback comes first what a foreign key rests on now.
     */
    private List<IndexSnapshot> inOrder(Guise guise) {
        List<Long> restedOn = Stream.concat(
                        change.table().constraints().stream(),
                        change.inbound().stream().map(InboundForeignKey::constraint))
                .map(ConstraintSnapshot::foreignKey)
                .filter(k ->
                        k != null && k.referencedOid() == change.table().ref().oid())
                .map(k -> Objects.requireNonNull(k).index())
                .toList();
        return change.indexes().stream()
                .sorted(Comparator.comparing((IndexSnapshot i) -> !restedOn.isEmpty() && !i.immediate())
                        .thenComparing(i -> guise == Guise.OLD ? !restedOn.contains(i.oid()) : i.constraint() == null))
                .toList();
    }

    private IndexStep build(IndexSnapshot index, Guise guise) {
        String name = guise.of(index.name());
        return new IndexStep(
                guise.id("index:" + index.name()),
                Phase.DEPENDENTS,
                "Build " + (index.unique() ? "the unique index " : "the index ") + Identifier.quote(name)
                        + " without blocking writes",
                index.schema(),
                name,
                change.sql(),
                index.unique(),
                change.shape(guise).index(index).definition(),
                index.tablespace(),
                IndexDdl.afterwards(index, name));
    }

    @Override
    public List<String> release() {
        List<String> statements = new ArrayList<>(Constraints.drop(
                change.sql(),
                change.indexes().stream()
                        .filter(i -> i.constraint() != null)
                        .map(this::constraint)
                        .toList()));
        for (IndexSnapshot index : change.indexes()) {
            if (OldIndexes.isKept(change, index)) {
                statements.add(
                        "ALTER INDEX " + index.sql() + " RENAME TO " + Identifier.quote(Names.old(index.name())));
            } else if (index.constraint() == null) {
                statements.add("DROP INDEX " + index.sql());
            }
        }
        return statements;
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    /** Indexes that were built under another name take the original one. */
    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        for (IndexSnapshot index : change.indexes()) {
            boolean kept = guise == Guise.OLD && OldIndexes.isKept(change, index);
            String built = guise.of(index.name());
            if (index.constraint() == null) {
                statements.add("ALTER INDEX " + Identifier.qualified(index.schema(), built) + " RENAME TO "
                        + Identifier.quote(index.name()));
            } else {
                statements.addAll(becomeConstraint(index, built));
            }
            if (!kept) {
                statements.addAll(renameColumns(index, guise));
            }
            if (index.clustered()) {
                statements.add(alter("CLUSTER ON " + Identifier.quote(index.name())));
            }
            if (index.replicaIdentity()) {
                statements.add(alter("REPLICA IDENTITY USING INDEX " + Identifier.quote(index.name())));
            }
        }
        return statements;
    }

    private List<String> becomeConstraint(IndexSnapshot index, String built) {
        ConstraintSnapshot constraint = constraint(index);
        return Comments.with(
                constraint,
                change.sql(),
                constraint.name(),
                alter("ADD CONSTRAINT " + Identifier.quote(constraint.name())
                        + (constraint.type() == 'p' ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX "
                        + Identifier.quote(built) + (constraint.deferrable() ? " DEFERRABLE" : "")
                        + (constraint.deferred() ? " INITIALLY DEFERRED" : "")));
    }

    private ConstraintSnapshot constraint(IndexSnapshot index) {
        return change.table().constraints().stream()
                .filter(k -> k.name().equals(index.constraint()))
                .findFirst()
                .orElseThrow();
    }

    /** The index's own columns are named as they would be had ALTER made them. */
    private List<String> renameColumns(IndexSnapshot index, Guise guise) {
        List<String> built = change.shape(guise).index(index).attributes();
        List<String> wanted = guise == Guise.OLD
                ? index.attributes()
                : Objects.requireNonNull(change.rehearsed().indexColumns().get(index.oid()));
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < built.size(); i++) {
            if (!built.get(i).equals(wanted.get(i))) {
                statements.add("ALTER TABLE " + index.sql() + " RENAME COLUMN " + Identifier.quote(built.get(i))
                        + " TO " + Identifier.quote(wanted.get(i)));
            }
        }
        return statements;
    }

    private String alter(String action) {
        return "ALTER TABLE " + change.sql() + " " + action;
    }
}
