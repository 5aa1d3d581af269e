package io.zdm.engine.batch;

import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.throttle.ChunkSizer;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/**
 * Tries a chunk until it is written or too many have failed. What fails for something of the moment is tried again,
 * smaller; what gets no lock, until its attempts are used up, which counts as one failure, and from then on again.
 */
final class Attempts {

    private final RunContext context;
    private final ChunkFailures failures;

    Attempts(RunContext context, ChunkFailures failures) {
        this.context = context;
        this.failures = failures;
    }

    /** @param chunk a transaction of its own; asks the sizer each time how large it is */
    <T> T with(ChunkSizer sizer, Supplier<T> chunk) {
        Duration pause = Patience.FIRST_PAUSE;
        long since = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return chunk.get();
            } catch (DataAccessException e) {
                if (Sql.isTransient(e)) {
                    context.reporter().say("A chunk could not get its lock (" + Sql.message(e) + "); trying again");
                    if (attempt % context.tuning().lockAttempts() == 0) {
                        failures.gotNoLock(since, e);
                        since = System.nanoTime();
                    }
                } else if (Sql.isOfTheMoment(e) && !context.stop().isRequested()) {
                    failures.failed(ErrorCode.UNEXPECTED, Sql.message(e), e);
                    context.reporter().say("A chunk failed (" + Sql.message(e) + "); trying again, smaller");
                    sizer.failed();
                } else {
                    throw e;
                }
                context.stop().await(pause);
                pause = pause.compareTo(Patience.LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
