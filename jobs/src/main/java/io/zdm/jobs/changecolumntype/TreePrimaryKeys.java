package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.jobs.changecolumntype.TreeIndexes.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Primary keys of a table with descendants. A table has one at a time, and a partitioned table takes none USING INDEX: so
 * only the unique indexes of members with rows are built online. In the swap these become keys, and those of partitioned
 * tables are made ONLY on them and take the others for their parts; the columns are NOT NULL by then, and nothing is read.
 *
 * @param all indexes of the tree, each after its parent's
 */
record TreePrimaryKeys(ShadowChange tree, List<Member> all, Guise guise) {

    /** Under their own names, after the columns have theirs. */
    List<String> make() {
        List<String> statements = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Member member = all.get(i);
            if (member.isPrimary()) {
                List<String> made = member.of().isPartitioned() ? partitioned(member) : ofIndex(member);
                made.forEach(s -> statements.add(
                        member.of() == tree || guise == Guise.SHADOW
                                ? s
                                : OfMember.whilePresent(member.of().sql(), s)));
                all.stream()
                        .filter(m -> m.index().parentOid() == member.index().oid())
                        .forEach(part -> statements.add(attach(part, member)));
            }
        }
        return statements;
    }

    private List<String> ofIndex(Member member) {
        IndexSnapshot index = member.index();
        ConstraintSnapshot key = member.primaryKey().orElseThrow();
        List<String> statements = new ArrayList<>(Comments.with(
                key,
                member.of().sql(),
                key.name(),
                "ALTER TABLE " + member.of().sql() + " ADD CONSTRAINT " + Identifier.quote(key.name())
                        + " PRIMARY KEY USING INDEX " + Identifier.quote(guise.of(index.name()))
                        + IndexDdl.deferral(key)));
        List<String> built = member.of().shape(guise).index(index).attributes();
        statements.addAll(TreeIndexes.rename(index.sql(), built, TreeIndexes.wanted(member, guise)));
        return statements;
    }

    /** Made when the columns have their names already, so that its own are called as ALTER would. */
    private List<String> partitioned(Member member) {
        IndexSnapshot index = member.index();
        ConstraintSnapshot key = member.primaryKey().orElseThrow();
        List<String> statements = new ArrayList<>(Comments.with(
                key,
                member.of().sql(),
                key.name(),
                IndexDdl.addConstraintOnly(member.of().sql(), key.name(), key, key.definition(), index)));
        statements.addAll(IndexDdl.afterwards(index, index.name()));
        List<String> made =
                Objects.requireNonNull(member.of().rehearsed().indexColumns().get(index.oid()));
        statements.addAll(TreeIndexes.rename(index.sql(), made, TreeIndexes.wanted(member, guise)));
        return statements;
    }

    /** The table partition may have been detached between swap and rollback. */
    private static String attach(Member part, Member parent) {
        return "DO $zdm_part$\nBEGIN\n    IF EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass("
                + Identifier.literal(part.of().sql()) + ") AND inhparent = pg_catalog.to_regclass("
                + Identifier.literal(parent.of().sql()) + ")) THEN\n        ALTER INDEX "
                + parent.index().sql() + " ATTACH PARTITION " + part.index().sql() + ";\n    END IF;\nEND\n$zdm_part$";
    }
}
