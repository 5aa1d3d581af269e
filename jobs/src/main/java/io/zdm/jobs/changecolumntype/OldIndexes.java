package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.IndexSnapshot;
import java.util.Set;

/** Which indexes of the old column stay from the swap until contract, so that a rollback need not build them again. */
final class OldIndexes {

    /** A btree key holds 2,704 bytes; a character takes up to four. */
    private static final int LONGEST_TEXT = 600;

    private static final Set<String> METHODS = Set.of("btree", "hash", "brin");

    private OldIndexes() {}

    /**
     * Only one that can reject no value which the reverse trigger may write: neither unique nor on an expression nor
     * with a predicate, and on columns whose values always fit.
     */
    static boolean isKept(ShadowChange change, IndexSnapshot index) {
        return index.plain()
                && !index.unique()
                && index.constraint() == null
                && METHODS.contains(index.method())
                && change.columns().stream()
                        .filter(c -> index.columnNumbers().contains(c.now().number()))
                        .allMatch(c -> alwaysFits(c.now()));
    }

    private static boolean alwaysFits(ColumnSnapshot column) {
        boolean bounded = column.typeModifier() > 0
                && column.typeModifier() <= LONGEST_TEXT
                && column.type().startsWith("character");
        return column.typeLength() > 0 || bounded;
    }
}
