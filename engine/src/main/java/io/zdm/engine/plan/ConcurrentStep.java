package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 */
public record ConcurrentStep(
        String id,
        Phase phase,
        String title,
        String table,
        String statement,
        @Nullable String applied,
        @Nullable String leftovers)
        implements PlannedStep {

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
