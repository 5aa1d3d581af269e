package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.TreeIndexes.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a tree's indexes online: on each member with rows CONCURRENTLY; a partitioned table's are made ON ONLY it, which
 * is catalog work and leaves them invalid until a part of each table partition is attached.
 */
final class TreeIndexSteps {

    private final ShadowChange tree;
    private final Guise guise;
    private final List<Member> all;

    /** The swap has left some on the old column: they are only renamed. */
    private final List<Member> withKept;

    TreeIndexSteps(ShadowChange tree, Guise guise) {
        this.tree = tree;
        this.guise = guise;
        this.withKept = TreeIndexes.all(tree);
        this.all = withKept.stream()
                .filter(m -> guise == Guise.SHADOW || !m.isKept())
                .toList();
    }

    List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        withKept.forEach(m -> adopt(m).ifPresent(steps::add));
        all.stream().filter(m -> !m.of().isPartitioned()).forEach(m -> {
            steps.add(concurrently(m));
            m.unique().ifPresent(k -> steps.add(becomeConstraint(m, k)));
        });
        // A table has one primary key at a time: the new one's parts come together in the swap.
        all.stream().filter(m -> m.of().isPartitioned() && !m.isPrimary()).forEach(m -> steps.add(onOnly(m)));
        // From the lowest up: a part becomes valid before it is attached to its own parent.
        for (int i = all.size() - 1; i >= 0; i--) {
            Member part = all.get(i);
            if (part.isPrimary()) {
                continue;
            }
            all.stream()
                    .filter(m -> m.index().oid() == part.index().parentOid())
                    .forEach(parent -> steps.add(attach(part, parent)));
        }
        return steps;
    }

    private String name(IndexSnapshot index) {
        return guise.of(index.name());
    }

    private String qualified(IndexSnapshot index) {
        return Identifier.qualified(index.schema(), name(index));
    }

    /**
     * A table partition that came while the parent's new index stood was given a part of it by PostgreSQL, under a name of
     * PostgreSQL's choice.
     */
    private Optional<PlannedStep> adopt(Member member) {
        if (named(member).isPresent()) {
            return Optional.empty();
        }
        return given(member)
                .map(given -> tree.ddl(member.of(), guise)
                        .step(
                                "index-adopt:" + member.index().name(),
                                "Give the index that PostgreSQL made the name "
                                        + Identifier.quote(name(member.index())),
                                List.of(tree.ddl(member.of(), guise).lock(LockLevel.ACCESS_EXCLUSIVE)),
                                List.of("ALTER INDEX " + given.sql() + " RENAME TO "
                                        + Identifier.quote(name(member.index()))),
                                "SELECT pg_catalog.to_regclass(" + Identifier.literal(given.sql()) + ") IS NULL",
                                false,
                                List.of()));
    }

    /** The index that stands already under the name that this one's is to have. */
    private Optional<IndexSnapshot> named(Member member) {
        return member.of().table().indexes().stream()
                .filter(i ->
                        i.schema().equals(member.index().schema()) && i.name().equals(name(member.index())))
                .findFirst();
    }

    /** PostgreSQL's part of what stands on the parent, be that a part itself. */
    private Optional<IndexSnapshot> given(Member member) {
        return withKept.stream()
                .filter(p -> p.index().oid() == member.index().parentOid())
                .flatMap(p -> named(p).or(() -> given(p)).stream())
                .flatMap(built -> member.of().table().indexes().stream()
                        .filter(i -> i.parentOid() == built.oid()
                                && i.oid() != member.index().oid()))
                .findFirst();
    }

    private PlannedStep concurrently(Member member) {
        IndexSnapshot index = member.index();
        return new IndexStep(
                guise.id("index:" + index.name() + tree.suffix(member.of())),
                Phase.DEPENDENTS,
                "Build " + (index.unique() ? "the unique index " : "the index ") + Identifier.quote(name(index))
                        + " without blocking writes",
                index.schema(),
                name(index),
                member.of().sql(),
                index.unique(),
                member.of().shape(guise).index(index).definition(),
                index.tablespace(),
                IndexDdl.afterwards(index, name(index)));
    }

    private PlannedStep becomeConstraint(Member member, ConstraintSnapshot constraint) {
        OnlineDdl ddl = tree.ddl(member.of(), guise);
        String name = name(member.index());
        return ddl.exclusive(
                "unique-add:" + constraint.name(),
                "Make a constraint of the unique index " + Identifier.quote(name),
                Comments.with(
                        constraint,
                        member.of().sql(),
                        name,
                        "ALTER TABLE " + member.of().sql() + " ADD CONSTRAINT " + Identifier.quote(name)
                                + " UNIQUE USING INDEX " + Identifier.quote(name) + IndexDdl.deferral(constraint)),
                ddl.exists(name),
                ddl.dropConstraint(name));
    }

    private PlannedStep onOnly(Member member) {
        IndexSnapshot index = member.index();
        OnlineDdl ddl = tree.ddl(member.of(), guise);
        String name = name(index);
        List<String> statements = new ArrayList<>();
        List<String> undo;
        if (member.unique().isPresent()) {
            ConstraintSnapshot constraint = member.unique().get();
            String definition = member.of().shape(guise).key(index).definition();
            statements.addAll(Comments.with(
                    constraint,
                    member.of().sql(),
                    name,
                    IndexDdl.addConstraintOnly(member.of().sql(), name, constraint, definition, index)));
            undo = ddl.dropConstraint(name);
        } else {
            if (index.tablespace() != null) {
                statements.add("SET LOCAL default_tablespace = " + Identifier.literal(index.tablespace()));
            }
            statements.add("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Identifier.quote(name)
                    + " ON ONLY " + member.of().sql() + " "
                    + member.of().shape(guise).index(index).definition());
            undo = List.of("DROP INDEX IF EXISTS " + qualified(index));
        }
        statements.addAll(IndexDdl.afterwards(index, name));
        return ddl.step(
                "index-parent:" + index.name(),
                "Make the index " + Identifier.quote(name) + " of the partitioned table, without its parts",
                List.of(ddl.lock(LockLevel.ACCESS_EXCLUSIVE)),
                statements,
                "SELECT pg_catalog.to_regclass(" + Identifier.literal(qualified(index)) + ") IS NOT NULL",
                false,
                undo);
    }

    private PlannedStep attach(Member part, Member parent) {
        OnlineDdl ddl = tree.ddl(part.of(), guise);
        String child = qualified(part.index());
        return ddl.step(
                "index-attach:" + part.index().name(),
                "Attach the index " + Identifier.quote(name(part.index())) + " to that of the partitioned table",
                List.of(ddl.lock(LockLevel.ACCESS_EXCLUSIVE)),
                List.of("ALTER INDEX " + qualified(parent.index()) + " ATTACH PARTITION " + child),
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass("
                        + Identifier.literal(child) + ") AND inhparent = pg_catalog.to_regclass("
                        + Identifier.literal(qualified(parent.index())) + "))",
                false,
                List.of());
    }
}
