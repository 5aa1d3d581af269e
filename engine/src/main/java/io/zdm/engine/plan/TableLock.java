package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A lock that a step takes first thing.
 *
 * @param table qualified and quoted
 * @param viewOwner for a view its owner, quoted; else null
 */
public record TableLock(
        String table, LockLevel level, @Nullable String viewOwner) {

    public TableLock(String table, LockLevel level) {
        this(table, level, null);
    }

    /** ACCESS EXCLUSIVE on a view alone. */
    public static TableLock ofView(String view, String owner) {
        return new TableLock(view, LockLevel.ACCESS_EXCLUSIVE, owner);
    }

    /**
     * What takes it, on this table alone and not on its descendants. LOCK TABLE of a view would lock all the tables under it, too; giving it the owner that it has locks
     * the view alone and changes nothing.
     */
    @JsonIgnore
    public String statement() {
        return viewOwner == null
                ? "LOCK TABLE ONLY " + table + " IN " + level.sql() + " MODE"
                : "ALTER VIEW " + table + " OWNER TO " + viewOwner;
    }

    /** The same, for a lock that is taken at once or not at all: a view's needs a lock_timeout beside. */
    @JsonIgnore
    public String statementWithoutWaiting() {
        return viewOwner == null ? statement() + " NOWAIT" : statement();
    }
}
