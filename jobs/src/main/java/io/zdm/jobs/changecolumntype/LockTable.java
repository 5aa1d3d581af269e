package io.zdm.jobs.changecolumntype;

import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.List;

/**
 * The swap of a tree locks every member, its indexes and what it drops there, in one transaction. All sessions share one
 * table for that, and whoever finds it full fails, be it the application.
 */
final class LockTable {

    /** The sync trigger and the reverse trigger, two each; a toast table; the member itself. */
    private static final int OF_EACH_MEMBER = 6;

    private final ShadowChange tree;
    private final long size;

    LockTable(ShadowChange tree) {
        this.tree = tree;
        this.size = tree.planning().lockTableSize();
    }

    List<Problem> problems() {
        return needed() <= size / 4 * 3
                ? List.of()
                : List.of(new Problem(
                        ProblemCode.LOCK_TABLE_TOO_SMALL,
                        tree.sql(),
                        says() + ": too many, as the application needs some, too",
                        "Raise max_locks_per_transaction, for example to " + enough() + ", and restart the server."));
    }

    List<String> warnings() {
        return needed() <= size / 4
                ? List.of()
                : List.of(says() + ". Raise max_locks_per_transaction where the application needs many itself: whoever"
                        + " finds no room fails with \"out of shared memory\".");
    }

    private String says() {
        return "The swap of " + tree.sql() + " with " + tree.members().size() + " tables needs about " + needed()
                + " of the " + size + " locks that the server has room for";
    }

    /** Measured: at most this, for a table of 40 table partitions with indexes, constraints and triggers. */
    private long needed() {
        return tree.isTree()
                ? tree.members().stream().mapToLong(LockTable::needed).sum()
                : 0;
    }

    private static long needed(ShadowChange member) {
        long constraints = "pufcx"
                .chars()
                .mapToLong(type -> member.constraints((char) type).size())
                .sum();
        return OF_EACH_MEMBER
                + member.table().indexes().size()
                + member.indexes().size()
                + 2 * constraints
                + 2L * member.table().triggers().size();
    }

    /** For which the swap needs less than a quarter. */
    private long enough() {
        long now = tree.planning().maxLocksPerTransaction();
        return now * (needed() * 4 / Math.max(size, 1) + 1);
    }
}
