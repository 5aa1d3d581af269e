package io.zdm.engine.batch;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Database;
import java.time.Duration;

/** Ends the session that holds a change. What else its engine still has in flight is kept from committing by the fence. */
final class TakeOver {

    private static final int POLLS = 100;

    private TakeOver() {}

    /** Needs the owner's own role, or pg_signal_backend. Waits up to ten seconds for the lock to be gone. */
    static void end(Database database, long id, Reporter reporter, StopSignal stop) {
        int ended = database.list(
                        "SELECT pg_terminate_backend(owner_backend_pid) FROM zdm.change_status WHERE id = ? AND live",
                        (row, n) -> row.getBoolean(1),
                        id)
                .size();
        reporter.say("Ended " + ended + " session of the owner of change " + id);
        for (int poll = 0; poll < POLLS && new ChangeStore(database).get(id).isRunning(); poll++) {
            stop.await(Duration.ofMillis(100));
        }
    }
}
