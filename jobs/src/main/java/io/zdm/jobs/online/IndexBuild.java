package io.zdm.jobs.online;

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
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index with a name of the user's. That of a partitioned table is made ON ONLY it, which is catalog work and
 * leaves it invalid; from then on PostgreSQL gives new table partitions their parts itself. The parts of those that are
 * there are built CONCURRENTLY and attached, from the lowest up.
 */
public final class IndexBuild {

    /** Of one table: what is there already of it, and whether it was the user's before the change. */
    private record Part(TableSnapshot table, IndexSql index, boolean adopted) {}

    private final Planning planning;
    private final IndexSnapshot wanted;
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param name exact
     * @param wanted what PostgreSQL made of the definition on a twin
     */
    public IndexBuild(Planning planning, String name, IndexSnapshot wanted) {
        this.planning = planning;
        this.wanted = wanted;
        TableSnapshot root = planning.table();
        parts.add(new Part(root, index(root, name), false));
        if (root.kind() == 'p') {
            planning.members().stream()
                    .map(Planning::table)
                    .filter(m -> m.ref().oid() != root.ref().oid())
                    .forEach(m -> parts.add(part(m, parentOf(m))));
        }
    }

    private IndexSql index(TableSnapshot table, String name) {
        return new IndexSql(
                table.ref().schema(),
                name,
                table.ref().sql(),
                table.kind() == 'p',
                wanted.unique(),
                wanted.definition());
    }

    private Part parentOf(TableSnapshot member) {
        long parent = member.parents().get(0).oid();
        return parts.stream()
                .filter(p -> p.table().ref().oid() == parent)
                .findFirst()
                .orElseThrow();
    }

    /** PostgreSQL takes an index of a table partition that is just the same, and else gives it a name of its own. */
    private Part part(TableSnapshot member, Part parent) {
        List<Long> ofParent = parent.table().indexes().stream()
                .filter(i -> i.name().equals(parent.index().name()))
                .map(IndexSnapshot::oid)
                .toList();
        Optional<IndexSnapshot> same = member.indexes().stream()
                .filter(i -> i.definition().equals(wanted.definition()) && i.unique() == wanted.unique())
                .filter(i -> i.parentOid() == 0 || ofParent.contains(i.parentOid()))
                .filter(i -> i.constraint() == null)
                .findFirst();
        return same.map(i -> new Part(member, index(member, i.name()), i.valid() && i.parentOid() == 0))
                .orElseGet(() -> new Part(
                        member,
                        index(
                                member,
                                IndexNames.choose(
                                        member.ref().name(), wanted.attributes(), "idx", n -> isTaken(member, n))),
                        false));
    }

    private boolean isTaken(TableSnapshot member, String name) {
        return parts.stream()
                        .anyMatch(p -> p.index().schema().equals(member.ref().schema())
                                && p.index().name().equals(name))
                || !planning.lines("SELECT relname::text FROM pg_catalog.pg_class WHERE relnamespace = "
                                + Identifier.literal(
                                        Identifier.quote(member.ref().schema()))
                                + "::pg_catalog.regnamespace AND relname = " + Identifier.literal(name))
                        .isEmpty();
    }

    /** How many are built. */
    public int builds() {
        return parts.stream().anyMatch(p -> !p.adopted()) ? 1 : 0;
    }

    /**
     * Why it cannot be finished. A part that is attached can neither be dropped by itself nor be detached, and an INVALID
     * index becomes valid only when a part is attached to it.
     */
    public List<Problem> problems() {
        Part root = parts.get(0);
        List<Problem> problems = new ArrayList<>();
        for (Part part : parts) {
            attached(part)
                    .filter(i -> !i.valid() && part.table().hasStorage())
                    .ifPresent(i -> problems.add(new Problem(
                            ProblemCode.INVALID_INDEX,
                            i.sql(),
                            i.sql() + " is INVALID and a part of "
                                    + root.index().sql() + " already: PostgreSQL does not drop it by itself",
                            "Drop " + root.index().sql() + ", which is unfinished, with its parts; then plan again.")));
        }
        boolean unfinished = root.index().only()
                && root.table().indexes().stream()
                        .anyMatch(i -> i.name().equals(root.index().name()) && !i.valid());
        if (problems.isEmpty()
                && unfinished
                && parts.stream().skip(1).allMatch(p -> attached(p).isPresent())) {
            problems.add(new Problem(
                    ProblemCode.INVALID_INDEX,
                    root.index().sql(),
                    root.index().sql() + " is INVALID though all of its parts are attached: PostgreSQL looks again only"
                            + " when one more is",
                    "Drop it with its parts, then plan again."));
        }
        return problems;
    }

    /** What is a part of another index already, of those that this change wants. */
    private static Optional<IndexSnapshot> attached(Part part) {
        return part.table().indexes().stream()
                .filter(i -> i.parentOid() != 0
                        && i.schema().equals(part.index().schema())
                        && i.name().equals(part.index().name()))
                .findFirst();
    }

    public List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        partitioned().forEach(p -> steps.add(onOnly(p)));
        parts.stream().filter(p -> !p.index().only() && !p.adopted()).forEach(p -> steps.add(concurrently(p)));
        for (int i = parts.size() - 1; i > 0; i--) {
            if (!parts.get(i).adopted()) {
                steps.add(attach(parts.get(i)));
            }
        }
        if (parts.stream().anyMatch(Part::adopted)) {
            steps.add(attachAdopted());
        }
        return steps;
    }

    private Stream<Part> partitioned() {
        return parts.stream().filter(p -> p.index().only());
    }

    /**
     * What is attached goes with its parent; the user's own are attached by the very last step only. An unfinished index
     * that was there before stays, with the parts that it has: nobody can detach them.
     */
    public PlannedStep undo() {
        Part root = parts.get(0);
        boolean before = root.table().indexes().stream()
                .anyMatch(i -> i.name().equals(root.index().name()));
        if (!root.index().only()) {
            return new ConcurrentStep(
                    "index-drop",
                    Phase.DEPENDENTS,
                    "Drop the index " + Identifier.quote(root.index().name()),
                    root.index().table(),
                    "DROP INDEX CONCURRENTLY IF EXISTS " + root.index().sql(),
                    root.index().gone(),
                    null);
        }
        return new DdlStep(
                "index-drop",
                Phase.DEPENDENTS,
                "Drop the index " + Identifier.quote(root.index().name()) + " with its parts",
                parts.stream()
                        .map(p -> new TableLock(p.index().table(), LockLevel.ACCESS_EXCLUSIVE))
                        .toList(),
                parts.stream()
                        .filter(p -> !p.adopted() && !(before && p.equals(root)))
                        .map(p -> before
                                ? p.index().dropIfLoose(parentOf(p.table()).index())
                                : p.index().dropIfThere())
                        .toList(),
                null,
                Effect.NONE,
                false,
                List.of());
    }

    private PlannedStep concurrently(Part part) {
        return new IndexStep(
                "index:" + part.index().sql(),
                Phase.DEPENDENTS,
                "Build the index " + Identifier.quote(part.index().name()) + " without blocking writes",
                part.index().schema(),
                part.index().name(),
                part.index().table(),
                part.index().unique(),
                part.index().definition(),
                wanted.tablespace(),
                List.of(),
                IndexStep.Name.USER);
    }

    private PlannedStep onOnly(Part part) {
        List<String> statements = new ArrayList<>();
        if (wanted.tablespace() != null) {
            statements.add("SET LOCAL default_tablespace = " + Identifier.literal(wanted.tablespace()));
        }
        statements.add(part.index().whole());
        return new DdlStep(
                "index-parent:" + part.index().sql(),
                Phase.DEPENDENTS,
                "Make the index " + Identifier.quote(part.index().name())
                        + " of the partitioned table, without its parts",
                List.of(new TableLock(part.index().table(), LockLevel.SHARE_ROW_EXCLUSIVE)),
                statements,
                part.index().exists(),
                Effect.NONE,
                false,
                List.of());
    }

    private PlannedStep attach(Part part) {
        return attaching(
                "index-attach:" + part.index().sql(),
                "Attach the index " + Identifier.quote(part.index().name()) + " to that of the partitioned table",
                List.of(part),
                part.index().attachedTo(parentOf(part.table()).index()),
                Effect.NONE);
    }

    /** From then on they would go with the partitioned table's: so it is the end of the change. */
    private PlannedStep attachAdopted() {
        return attaching(
                "index-attach-found",
                "Attach the indexes that table partitions have already",
                parts.stream().filter(Part::adopted).toList(),
                null,
                Effect.CONTRACTED);
    }

    private PlannedStep attaching(String id, String title, List<Part> some, @Nullable String applied, Effect effect) {
        return new DdlStep(
                id,
                Phase.DEPENDENTS,
                title,
                some.stream()
                        .map(p -> new TableLock(p.index().table(), LockLevel.ACCESS_EXCLUSIVE))
                        .toList(),
                some.stream()
                        .map(p -> "ALTER INDEX " + parentOf(p.table()).index().sql() + " ATTACH PARTITION "
                                + p.index().sql())
                        .toList(),
                applied,
                effect,
                false,
                List.of());
    }
}
