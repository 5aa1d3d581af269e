package io.zdm.engine.batch;

import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.postgres.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Writes down who is in the way of a change, for whoever asks its status elsewhere. What nobody blocks costs nothing. */
final class BlockerNotes implements Reporter {

    private final Reporter told;
    private final ChangeStore store;
    private final long id;
    private boolean noted;

    BlockerNotes(Reporter told, ChangeStore store, long id) {
        this.told = told;
        this.store = store;
        this.id = id;
    }

    @Override
    public void say(String line) {
        told.say(line);
    }

    @Override
    public void progress(String title, long rows, long total) {
        told.progress(title, rows, total);
    }

    @Override
    public Reporter of(ChangeSubject change) {
        return told.of(change);
    }

    /** Outside of transactions: others could not read the note before their end. */
    @Override
    public void happened(ChangeEvent event) {
        told.happened(event);
        if (event instanceof Blocked by) {
            note(text(by));
        } else if (event instanceof WentOn
                || (event instanceof LockTried tried && tried.granted())
                || (event instanceof StepEnded ended && !ended.worker())) {
            forget();
        }
    }

    private synchronized void forget() {
        if (noted) {
            note(null);
        }
    }

    /** Whoever tells of something must not fail because of it. */
    private synchronized void note(@Nullable String text) {
        noted = text != null;
        try {
            store.blocked(id, text);
        } catch (DataAccessException e) {
            told.say("Status does not know who is in the way: " + Sql.message(e));
        }
    }

    private static String text(Blocked by) {
        return "%s%s: %s"
                .formatted(
                        by.waiting(),
                        by.attempt() == null ? "" : ", attempt %d of %d".formatted(by.attempt(), by.attempts()),
                        by.blockers().isEmpty() ? "too short to be seen" : String.join("; ", by.blockers()));
    }
}
