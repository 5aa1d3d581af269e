package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Indexes and unique constraints of a table with descendants, under every member's own names. What moments do to them: an
 * index of a parent goes with its parts, everything else member by member.
 */
record TreeIndexes(ShadowChange tree) implements Dependents {

    /** An index with the member that it is on. */
    record Member(ShadowChange of, IndexSnapshot index) {

        boolean isTop() {
            return index.parentOid() == 0;
        }

        boolean isPrimary() {
            return index.primary();
        }

        /** The unique constraint that it serves. */
        Optional<ConstraintSnapshot> unique() {
            return constraint('u');
        }

        Optional<ConstraintSnapshot> primaryKey() {
            return constraint('p');
        }

        private Optional<ConstraintSnapshot> constraint(char type) {
            return of.constraints(type).stream()
                    .filter(k -> k.name().equals(index.constraint()))
                    .findFirst();
        }

        boolean isKept() {
            return OldIndexes.isKept(of, index);
        }
    }

    /** Of all members, each after its parent's. */
    static List<Member> all(ShadowChange tree) {
        return tree.members().stream()
                .flatMap(m -> m.indexes().stream().map(i -> new Member(m, i)))
                .toList();
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        return new TreeIndexSteps(tree, guise).steps();
    }

    @Override
    public List<String> release() {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            statements.addAll(Constraints.drop(
                    member.sql(),
                    Stream.concat(member.constraints('u').stream(), member.constraints('p').stream())
                            .filter(k -> k.parentOid() == 0)
                            .toList()));
        }
        for (Member member : all(tree)) {
            IndexSnapshot index = member.index();
            if (member.isKept()) {
                statements.add(
                        "ALTER INDEX " + index.sql() + " RENAME TO " + Identifier.quote(Names.old(index.name())));
                statements.addAll(renameKeptColumns(member));
            } else if (index.constraint() == null && member.isTop()) {
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

    private List<String> takeNames(Guise guise) {
        List<Member> all = all(tree);
        List<String> statements = new ArrayList<>(new TreePrimaryKeys(tree, all, guise).make());
        for (Member member : all) {
            List<String> own = new ArrayList<>();
            if (!member.isPrimary()) {
                own.add(takeName(member, guise));
                own.addAll(renameColumns(member, all, guise));
            }
            if (member.index().clustered()) {
                own.add("ALTER TABLE " + member.of().sql() + " CLUSTER ON "
                        + Identifier.quote(member.index().name()));
            }
            if (member.index().replicaIdentity()) {
                own.add("ALTER TABLE " + member.of().sql() + " REPLICA IDENTITY USING INDEX "
                        + Identifier.quote(member.index().name()));
            }
            own.forEach(s -> statements.add(
                    member.of() == tree || guise == Guise.SHADOW
                            ? s
                            : OfMember.whilePresent(member.of().sql(), s)));
        }
        return statements;
    }

    private static String takeName(Member member, Guise guise) {
        IndexSnapshot index = member.index();
        String from = Identifier.quote(guise.of(index.name()));
        return index.constraint() == null
                ? "ALTER INDEX " + Identifier.qualified(index.schema(), guise.of(index.name())) + " RENAME TO "
                        + Identifier.quote(index.name())
                : "ALTER TABLE " + member.of().sql() + " RENAME CONSTRAINT " + from + " TO "
                        + Identifier.quote(index.name());
    }

    /** The index's own columns are named as they would be had ALTER made them. Renaming a parent's goes on to its parts. */
    private static List<String> renameColumns(Member member, List<Member> all, Guise guise) {
        List<String> now = all.stream()
                .filter(m -> m.index().oid() == member.index().parentOid())
                .findFirst()
                .map(parent -> wanted(parent, guise))
                .orElseGet(() -> member.of().shape(guise).index(member.index()).attributes());
        return rename(member.index().sql(), now, wanted(member, guise));
    }

    /** After them PostgreSQL calls the part of a table partition to come, which must not take the new index's name. */
    private static List<String> renameKeptColumns(Member member) {
        if (!member.isTop()) {
            return List.of(); // with its parent's
        }
        IndexSnapshot index = member.index();
        List<String> wanted = member.of().shape(Guise.OLD).index(index).attributes();
        return rename(Identifier.qualified(index.schema(), Names.old(index.name())), index.attributes(), wanted);
    }

    static List<String> rename(String index, List<String> now, List<String> wanted) {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(wanted.get(i))) {
                statements.add("ALTER TABLE " + index + " RENAME COLUMN " + Identifier.quote(now.get(i)) + " TO "
                        + Identifier.quote(wanted.get(i)));
            }
        }
        return statements;
    }

    static List<String> wanted(Member member, Guise guise) {
        IndexSnapshot index = member.index();
        return guise == Guise.OLD
                ? index.attributes()
                : Objects.requireNonNull(member.of().rehearsed().indexColumns().get(index.oid()));
    }
}
