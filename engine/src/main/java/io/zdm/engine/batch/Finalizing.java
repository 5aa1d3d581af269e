package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Failure;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Asks the owner of a running change to finish without throttles, and waits until it has ended. */
final class Finalizing {

    private static final long POLL_MILLIS = 250;

    private final Database database;
    private final Reporter reporter;
    private final StopSignal stop;

    Finalizing(Database database, Reporter reporter, StopSignal stop) {
        this.database = database;
        this.reporter = reporter;
        this.stop = stop;
    }

    Outcome elsewhere(ChangeRecord record) {
        long id = record.id();
        ChangeStore store = new ChangeStore(database);
        store.requestFinalize(id);
        reporter.say("Change " + id + " runs already, " + record.owner()
                + ". It has been asked to finish without throttles; waiting for it");
        while (store.get(id).isRunning()) {
            if (stop.awaitQuietly(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return Outcome.failed(
                        id,
                        new EngineException(
                                ErrorCode.STOPPED,
                                "No longer waiting for change " + id + ", which goes on without throttles",
                                true,
                                "zdm-batch stop " + id + " stops it; zdm-batch pause " + id
                                        + " lets it wait, and ends the finalizing."));
            }
        }
        Status status = new StatusReader(database).find(id).orElseThrow();
        return status.error() == null ? Outcome.done(id) : Outcome.failed(id, error(status.error()));
    }

    /** What its owner wrote down. */
    private static EngineException error(Failure failure) {
        return new EngineException(
                ErrorCode.valueOf(failure.code().toUpperCase(Locale.ROOT).replace('-', '_')),
                failure.message(),
                failure.databaseChanged(),
                failure.next());
    }
}
