package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that PostgreSQL takes only outside of a transaction, as those with CONCURRENTLY: no timeout cuts its waits,
 * which queue nobody; a stop cancels it.
 *
 * @param table that it works on, qualified and quoted
 * @param applied an SQL question with one boolean answer: is it done already; null where it may simply run again
 * @param leftovers an SQL question whose lines are the statements that remove what a broken attempt has left; null where
 *     none leaves anything
 * @param searchPath in which names in the statement are understood; null where they are all qualified
 */
public record ConcurrentStep(
        String id,
        Phase phase,
        String title,
        String table,
        String statement,
        @Nullable String applied,
        @Nullable String leftovers,
        @Nullable String searchPath)
        implements PlannedStep {

    /** With qualified names. */
    public ConcurrentStep(
            String id,
            Phase phase,
            String title,
            String table,
            String statement,
            @Nullable String applied,
            @Nullable String leftovers) {
        this(id, phase, title, table, statement, applied, leftovers, null);
    }

    /** The session's path for this statement. */
    @JsonIgnore
    public String setSearchPath() {
        return "SELECT pg_catalog.set_config('search_path', " + Identifier.literal(searchPath == null ? "" : searchPath)
                + ", false)";
    }

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.SHARE_UPDATE_EXCLUSIVE;
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        return List.of(statement);
    }
}
