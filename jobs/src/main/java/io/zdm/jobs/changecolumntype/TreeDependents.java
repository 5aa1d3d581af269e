package io.zdm.jobs.changecolumntype;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What hangs on the columns of a table that has table partitions or inheritance children. Some sorts of it belong to one
 * member each and are carried over one by one; others hang together across the tree.
 */
record TreeDependents(ShadowChange tree, LateForeignKeys late) {

    List<Dependents> all() {
        List<Dependents> all = new ArrayList<>(each(m -> new Attributes(m, tree.ddl(m, Guise.SHADOW))));
        all.add(new TreeNotNulls(tree));
        all.add(new TreeIndexes(tree));
        all.add(new TreeChecks(tree));
        all.add(new TreeForeignKeys(tree, late));
        all.addAll(each(m -> new InboundForeignKeys(m, late, tree.below(m))));
        all.add(late);
        all.addAll(each(m -> new ExtendedStatistics(m, tree.ddl(m, Guise.SHADOW))));
        all.addAll(each(Defaults::new));
        all.addAll(each(Sequences::new));
        all.addAll(each(Identities::new));
        all.addAll(each(SilencedTriggers::new));
        all.add(new Rebuilding(
                tree.bound().objects(),
                tree.members().stream().map(ShadowChange::table).toList()));
        return all;
    }

    private List<Dependents> each(Function<ShadowChange, Dependents> sort) {
        return tree.members().stream()
                .map(m -> m == tree ? sort.apply(m) : new OfMember(sort.apply(m), m))
                .toList();
    }
}
