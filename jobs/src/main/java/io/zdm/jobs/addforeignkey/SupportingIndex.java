package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.jobs.online.IndexBuild;
import io.zdm.jobs.online.IndexNames;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Named;
import java.util.HashSet;
import java.util.Optional;

/** The index by which PostgreSQL finds the referencing rows when a referenced one is deleted or its key changes. */
final class SupportingIndex {

    private final AddForeignKey change;
    private final Planning planning;
    private final TableSnapshot table;
    private final IndexSnapshot wanted;

    SupportingIndex(AddForeignKey change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.wanted = planning.tryOut(twin -> "CREATE INDEX ON " + twin + " (" + NameList.sql(change.columns()) + ")")
                .index()
                .orElseThrow();
    }

    /** Whether there is one, or none is wanted. */
    boolean isThere() {
        return !change.index() || table.indexes().stream().anyMatch(this::serves);
    }

    /** Its first columns are those of the foreign key, in any order, and it has all rows. */
    private boolean serves(IndexSnapshot index) {
        int columns = change.columns().size();
        return index.valid()
                && index.plain()
                && index.method().equals("btree")
                && index.keys().size() >= columns
                && new HashSet<>(index.keys().subList(0, columns)).equals(new HashSet<>(change.columns()));
    }

    private Optional<IndexSnapshot> broken() {
        return table.indexes().stream()
                .filter(i -> !i.valid() && !i.unique() && i.definition().equals(wanted.definition()))
                .filter(i -> change.indexName() == null || change.indexName().equals(i.name()))
                .findFirst();
    }

    private String name() {
        if (change.indexName() != null) {
            return change.indexName();
        }
        return broken().map(IndexSnapshot::name)
                .orElseGet(() -> IndexNames.choose(
                        table.ref().name(),
                        wanted.attributes(),
                        "idx",
                        n -> Named.taken(planning, table.ref().schema(), n).isPresent()));
    }

    Optional<Problem> problem() {
        return change.indexName() == null || broken().isPresent()
                ? Optional.empty()
                : Named.taken(planning, table.ref().schema(), change.indexName());
    }

    IndexBuild build() {
        return new IndexBuild(planning, name(), wanted);
    }
}
