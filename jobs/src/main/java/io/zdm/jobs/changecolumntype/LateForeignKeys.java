package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Foreign keys of which there cannot be a second one beside the first: to a partitioned table's primary key, which is only
 * made in the swap; inside one tree; and those that set a changing column to its default. The swap drops them and makes
 * them again NOT VALID, which is catalog work, so that they hold for whatever is written from then on. Right after it they
 * are validated, while nobody waits; that this will succeed is asked before the swap.
 *
 * <p>A partitioned table's own cannot be NOT VALID before 18: its table partitions get theirs, and when these are validated
 * the parent takes them for its parts.
 *
 * @param all each after the one that it is a part of
 */
record LateForeignKeys(ShadowChange tree, List<LateForeignKey> all) implements Dependents {

    static LateForeignKeys of(ShadowChange tree) {
        List<LateForeignKey> found = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            member.table().constraints().stream()
                    .filter(k -> setsDefault(member, k) || isInside(tree, k))
                    .forEach(k -> found.add(
                            new LateForeignKey(k, member.sql(), member.isPartitioned(), isToPrimaryKey(tree, k))));
            member.inbound().stream()
                    .filter(f -> !tree.tables().contains(f.table().sql()) && isToKeyMadeInSwap(member, f))
                    .forEach(f -> found.add(new LateForeignKey(
                            f.constraint(), f.table().sql(), f.partitioned(), isToPrimaryKey(tree, f.constraint()))));
        }
        return new LateForeignKeys(tree, topDown(found));
    }

    private static List<LateForeignKey> topDown(List<LateForeignKey> found) {
        List<LateForeignKey> left = new ArrayList<>(found);
        List<LateForeignKey> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            List<LateForeignKey> next = left.stream()
                    .filter(f -> left.stream().noneMatch(f::isPartOf))
                    .toList();
            sorted.addAll(next);
            left.removeAll(next);
        }
        return sorted;
    }

    /**
     * Which of two foreign keys acts first goes by the digits of their OIDs. Where the shadow's did, its default would be
     * undone by the sync trigger, whose source is not changed yet, and PostgreSQL would reject the application's write.
     */
    private static boolean setsDefault(ShadowChange member, ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
        if (key == null) {
            return false;
        }
        List<String> set = new ArrayList<>();
        if (key.actions().contains(" ON UPDATE SET DEFAULT")) {
            set.addAll(key.columns());
        }
        if (key.actions().contains(" ON DELETE SET DEFAULT")) {
            set.addAll(key.setColumns().isEmpty() ? key.columns() : key.setColumns());
        }
        return member.changesOneOf(set);
    }

    /** From a table of the tree to one of it: the parts on its members rest on each other's indexes. */
    private static boolean isInside(ShadowChange tree, ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
        return tree.isTree()
                && key != null
                && tree.members().stream().anyMatch(m -> m.table().ref().oid() == key.referencedOid())
                && tree.changesOneOf(key.referencedColumns());
    }

    /** A partitioned table takes no primary key USING INDEX. */
    private static boolean isToKeyMadeInSwap(ShadowChange member, InboundForeignKey foreign) {
        return member.isPartitioned()
                && member.indexes().stream().filter(IndexSnapshot::primary).anyMatch(i -> i.oid() == foreign.index());
    }

    private static boolean isToPrimaryKey(ShadowChange tree, ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        return tree.members().stream()
                .flatMap(m -> m.table().indexes().stream())
                .anyMatch(i -> i.primary() && i.oid() == key.index() && i.keys().equals(key.referencedColumns()));
    }

    /** Whether a foreign key is one of these, and so no other's. */
    boolean has(ConstraintSnapshot constraint) {
        return all.stream().anyMatch(f -> f.constraint().oid() == constraint.oid());
    }

    /** Before a swap: whether it will be possible to validate them after it. */
    List<PlannedStep> prove(Guise guise) {
        return all.stream()
                .filter(f -> f.isValidated() && all.stream().noneMatch(f::isPartOf))
                .<PlannedStep>map(f -> new PartnerCheck(tree, f, guise).step())
                .toList();
    }

    /** Right after a swap. */
    List<PlannedStep> validate(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        for (LateForeignKey foreign : bottomUp()) {
            if (!foreign.partitioned() && foreign.isValidated()) {
                steps.add(validate(foreign, guise));
            } else if (foreign.partitioned() && waitsForParts(foreign)) {
                steps.add(take(foreign, guise));
            }
        }
        return steps;
    }

    private static DdlStep validate(LateForeignKey foreign, Guise guise) {
        return step(
                guise.id("late-foreign-key-validate:" + name(foreign)),
                "Validate the foreign key "
                        + Identifier.quote(foreign.constraint().name()) + " of " + foreign.table()
                        + " for existing rows",
                List.of(foreign.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of(foreign.validate()),
                foreign.isNothingToValidate(),
                true);
    }

    private DdlStep take(LateForeignKey foreign, Guise guise) {
        List<TableLock> locks = new ArrayList<>(List.of(foreign.lock(LockLevel.SHARE_ROW_EXCLUSIVE)));
        below(foreign).forEach(p -> locks.add(p.lock(LockLevel.SHARE_ROW_EXCLUSIVE)));
        referenced(foreign).forEach(t -> locks.add(new TableLock(t, LockLevel.SHARE_ROW_EXCLUSIVE)));
        return step(
                guise.id("late-foreign-key-add:" + name(foreign)),
                "Add the foreign key " + Identifier.quote(foreign.constraint().name()) + " of the partitioned table "
                        + foreign.table() + ", whose parts stand",
                locks.stream().distinct().toList(),
                foreign.add(),
                foreign.isNothingToTake(parts(foreign)),
                false);
    }

    private static String name(LateForeignKey foreign) {
        return foreign.table() + "." + foreign.constraint().name();
    }

    private static DdlStep step(
            String id, String title, List<TableLock> locks, List<String> statements, String applied, boolean scans) {
        return new DdlStep(id, Phase.SWAP, title, locks, statements, applied, Effect.NONE, scans, List.of());
    }

    /** Of the table that it refers to, with all that has parts of it. */
    private List<String> referenced(LateForeignKey foreign) {
        return tree.members().stream()
                .filter(m -> m.table().ref().oid() == foreign.key().referencedOid())
                .findFirst()
                .map(m -> Stream.concat(Stream.of(m.sql()), tree.below(m).stream())
                        .toList())
                .orElseGet(() -> Stream.concat(
                                Stream.of(foreign.key().referenced()),
                                foreign.key().parts().stream().map(ConstraintSnapshot.Part::referenced))
                        .toList());
    }

    private List<LateForeignKey> parts(LateForeignKey whole) {
        return all.stream().filter(p -> p.isPartOf(whole)).toList();
    }

    private List<LateForeignKey> below(LateForeignKey whole) {
        List<LateForeignKey> below = new ArrayList<>();
        for (LateForeignKey part : parts(whole)) {
            below.add(part);
            below.addAll(below(part));
        }
        return below;
    }

    /** Without rows below there is nothing to wait for, and what is not valid need not be. */
    private boolean waitsForParts(LateForeignKey foreign) {
        return foreign.isValidated() && below(foreign).stream().anyMatch(p -> !p.partitioned());
    }

    /** Those of one table in the order in which they were made: so they act. */
    private List<LateForeignKey> bottomUp() {
        List<LateForeignKey> left = new ArrayList<>(all);
        List<LateForeignKey> sorted = new ArrayList<>();
        while (!left.isEmpty()) {
            List<LateForeignKey> next = left.stream()
                    .filter(f -> left.stream().noneMatch(p -> p.isPartOf(f)))
                    .toList();
            sorted.addAll(next);
            left.removeAll(next);
        }
        return sorted;
    }

    /** A foreign key's triggers are on both tables. */
    @Override
    public List<TableLock> locks() {
        return all.stream()
                .flatMap(f -> Stream.of(f.table(), f.key().referenced()))
                .filter(t -> !tree.tables().contains(t))
                .distinct()
                .map(t -> new TableLock(t, LockLevel.ACCESS_EXCLUSIVE))
                .toList();
    }

    /** Before the swap there is nothing of theirs. */
    @Override
    public List<TableLock> undoLocks() {
        return List.of();
    }

    /** Its parts go with it. */
    @Override
    public List<String> release() {
        return all.stream()
                .filter(f -> f.constraint().parentOid() == 0)
                .flatMap(f -> Constraints.drop(f.table(), List.of(f.constraint())).stream())
                .toList();
    }

    @Override
    public List<String> settle() {
        return make().stream().flatMap(m -> m.statements().stream()).toList();
    }

    /** Its parts go with it, but those of one that was not made yet stand alone. */
    @Override
    public List<String> abandon() {
        return all.stream().flatMap(f -> f.drop().stream()).toList();
    }

    @Override
    public List<String> restore() {
        return make().stream()
                .flatMap(m -> m.statements().stream()
                        .map(s -> m.table().equals(tree.sql()) ? s : OfMember.whilePresent(m.table(), s)))
                .toList();
    }

    private record Made(String table, List<String> statements) {}

    private List<Made> make() {
        return bottomUp().stream()
                .filter(f -> !f.partitioned() || !waitsForParts(f))
                .map(f -> new Made(f.table(), f.partitioned() ? f.add() : f.addForNewWrites()))
                .toList();
    }

    /** A column of one of the two tables, as it is called under a guise where it changes. */
    static String renamed(ShadowChange tree, String table, String column, Guise guise) {
        return Identifier.quote(
                tree.tables().contains(table) ? tree.renamed(column, (Changed c) -> guise.of(c)) : column);
    }
}
