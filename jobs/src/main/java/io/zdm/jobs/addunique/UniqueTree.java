package io.zdm.jobs.addunique;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.online.ConstraintDdl;
import io.zdm.jobs.online.IndexNames;
import io.zdm.jobs.online.IndexSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A unique constraint of a partitioned table. PostgreSQL takes no index of such a table for a constraint, but makes the
 * constraint ONLY on it, and takes constraints of its table partitions for parts of that one. Their indexes are built
 * CONCURRENTLY; all the rest is catalog work of one transaction, the last.
 */
final class UniqueTree {

    /**
     * One table of it.
     *
     * @param index its own, of the constraint's name
     * @param constrained whether a constraint of that definition is there already
     * @param built whether that index is there already, valid, without a constraint
     */
    private record Part(TableSnapshot table, IndexSql index, boolean constrained, boolean built) {}

    private final AddUnique change;
    private final Planning planning;
    private final ConstraintSnapshot constraint;
    private final IndexSnapshot wanted;
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param constraint as it stands on a twin
     * @param wanted its index there
     */
    UniqueTree(AddUnique change, Planning planning, ConstraintSnapshot constraint, IndexSnapshot wanted) {
        this.change = change;
        this.planning = planning;
        this.constraint = constraint;
        this.wanted = wanted;
        for (Planning member : planning.members()) {
            if (parts.isEmpty()) {
                parts.add(root(member.table()));
            } else if (parts.stream().anyMatch(p -> isPartOf(member.table(), p) && !p.constrained())) {
                // Below a partitioned table that has its constraint all have theirs.
                parts.add(part(member.table()));
            }
        }
    }

    private Part root(TableSnapshot table) {
        return new Part(table, index(table, change.constraint()), false, false);
    }

    /** A constraint that is just the same PostgreSQL takes for a part; else it gives one a name of its own. */
    private Part part(TableSnapshot member) {
        Optional<ConstraintSnapshot> same = member.constraints().stream()
                .filter(k -> k.type() == 'u' && k.parentOid() == 0)
                .filter(k -> k.definition().equals(constraint.definition()))
                .filter(k -> member.indexes().stream().anyMatch(i -> k.name().equals(i.constraint()) && i.valid()))
                .findFirst();
        if (same.isPresent()) {
            return new Part(member, index(member, same.get().name()), true, true);
        }
        String name = IndexNames.choose(
                member.ref().name(),
                wanted.attributes(),
                "key",
                n -> loose(member, n).isEmpty() && isTaken(member, n));
        boolean built = loose(member, name).filter(IndexSnapshot::valid).isPresent();
        return new Part(member, index(member, name), false, built);
    }

    private IndexSql index(TableSnapshot table, String name) {
        return new IndexSql(
                table.ref().schema(), name, table.ref().sql(), table.kind() == 'p', true, wanted.definition());
    }

    /** What somebody, or an attempt that was given up, has built for this. */
    private Optional<IndexSnapshot> loose(TableSnapshot member, String name) {
        return member.indexes().stream()
                .filter(i -> i.name().equals(name) && i.unique() && i.constraint() == null && i.parentOid() == 0)
                .filter(i -> member.hasStorage() && i.definition().equals(wanted.definition()))
                .findFirst();
    }

    private boolean isTaken(TableSnapshot member, String name) {
        String schema = Identifier.literal(Identifier.quote(member.ref().schema())) + "::pg_catalog.regnamespace";
        return parts.stream()
                        .anyMatch(p -> p.index().schema().equals(member.ref().schema())
                                && p.index().name().equals(name))
                || !planning.lines("SELECT relname::text FROM pg_catalog.pg_class WHERE relnamespace = " + schema
                                + " AND relname = " + Identifier.literal(name)
                                + " UNION ALL SELECT conname::text FROM pg_catalog.pg_constraint WHERE connamespace = "
                                + schema + " AND conname = " + Identifier.literal(name))
                        .isEmpty();
    }

    int builds() {
        return parts.stream().anyMatch(UniqueTree::isBuilt) ? 1 : 0;
    }

    private static boolean isBuilt(Part part) {
        return part.table().hasStorage() && !part.constrained() && !part.built();
    }

    List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        parts.stream().filter(UniqueTree::isBuilt).forEach(p -> steps.add(build(p)));
        steps.add(together());
        return steps;
    }

    /** Of the indexes that this builds; what was there before stays. */
    List<PlannedStep> undo() {
        return parts.stream().filter(UniqueTree::isBuilt).map(this::drop).toList();
    }

    private PlannedStep build(Part part) {
        return new IndexStep(
                "index:" + part.index().sql(),
                Phase.DEPENDENTS,
                "Build the index " + part.index().sql() + " without blocking writes",
                part.index().schema(),
                part.index().name(),
                part.index().table(),
                true,
                part.index().definition(),
                wanted.tablespace(),
                List.of(),
                IndexStep.Name.USER);
    }

    private PlannedStep drop(Part part) {
        return new ConcurrentStep(
                "index-drop:" + part.index().sql(),
                Phase.DEPENDENTS,
                "Drop the index " + part.index().sql(),
                part.index().table(),
                "DROP INDEX CONCURRENTLY IF EXISTS " + part.index().sql(),
                part.index().gone(),
                null);
    }

    /** Reads no row: each part stands, is valid and unique. From the lowest up, so that each parent finds its parts whole. */
    private DdlStep together() {
        TableSnapshot root = parts.get(0).table();
        List<String> statements = new ArrayList<>();
        parts.stream()
                .filter(p -> p.table().hasStorage() && !p.constrained())
                .forEach(p -> statements.add(alter(p) + " UNIQUE USING INDEX "
                        + Identifier.quote(p.index().name()) + change.deferral()));
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part parent = parts.get(i);
            if (parent.table().kind() != 'p' || parent.constrained()) {
                continue;
            }
            statements.add(alter(parent) + " " + constraint.definition());
            parts.stream()
                    .filter(p -> isPartOf(p.table(), parent))
                    .forEach(p -> statements.add("ALTER INDEX " + parent.index().sql() + " ATTACH PARTITION "
                            + p.index().sql()));
        }
        return new DdlStep(
                "unique",
                Phase.SWAP,
                "Make constraints of the unique indexes, and of these parts of one constraint of the partitioned table",
                parts.stream()
                        .map(p -> new TableLock(p.index().table(), LockLevel.ACCESS_EXCLUSIVE))
                        .toList(),
                statements,
                new ConstraintDdl(root.ref().sql(), List.of(), change.constraint(), constraint.definition()).exists(),
                Effect.CONTRACTED,
                false,
                List.of());
    }

    private static boolean isPartOf(TableSnapshot table, Part parent) {
        return table.parents().stream()
                .anyMatch(r -> r.oid() == parent.table().ref().oid());
    }

    private static String alter(Part part) {
        return "ALTER TABLE ONLY " + part.index().table() + " ADD CONSTRAINT "
                + Identifier.quote(part.index().name());
    }
}
