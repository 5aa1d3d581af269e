package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Database;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code zdm.transition}: what the engine does of its own. What is asked of a change is noted by a trigger, with the
 * request. The state is not stored but follows from the owner's lock; so the end of a run is noted when the lock is gone.
 */
final class History {

    private static final String NOTE = "SELECT zdm.note_transition(?, ?, ?, ?)";

    /** Not where somebody else has the change by now: what he found is in his own note. */
    private static final String ENDED = """
            SELECT zdm.note_transition(s.id, 'ended', NULL, ?)
            FROM zdm.change_status s JOIN zdm.fence f ON f.change_id = s.id
            WHERE s.id = ? AND f.epoch = ? AND NOT s.live
            """;

    private static final String FORGET = """
            DELETE FROM zdm.chunk k USING zdm.change c WHERE c.id = k.change_id
            AND k.at < clock_timestamp() - make_interval(days => coalesce((c.tuning ->> 'keepChunks')::integer, 7))
            """;

    private final Database database;

    History(Database database) {
        this.database = database;
    }

    /** @param was the state that it was found in */
    void begun(long id, String was, Phase until, Direction direction, String host) {
        note(
                id,
                "begun",
                was,
                "%s, by pid %d on %s"
                        .formatted(
                                direction == Direction.ROLLBACK ? "back" : "until " + until.text(),
                                ProcessHandle.current().pid(),
                                host));
    }

    /** Its first step is about to be worked on; Batch knows it already. */
    void phase(long id) {
        note(id, "phase", null, null);
    }

    void swapped(long id, double lockMillis) {
        note(id, "swapped", null, "%.1f ms under the lock".formatted(lockMillis));
    }

    void tuned(long id) {
        note(id, "tuned", null, null);
    }

    /** After the owner's lock was given back. Figures of chunks that are older than wanted go with it. */
    void ended(long id, long epoch, @Nullable EngineException error) {
        String reason = error == null ? null : error.code().text() + ": " + error.getMessage();
        database.list(ENDED, (row, n) -> n, reason, id, epoch);
        database.update(FORGET);
    }

    private void note(long id, String event, @Nullable String was, @Nullable String reason) {
        database.list(NOTE, (row, n) -> n, id, event, was, reason);
    }
}
