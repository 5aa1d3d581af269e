package io.zdm.engine.batch;

import io.zdm.engine.postgres.Sql;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Tries again what could not get its lock: the table itself may be locked for a while. Nothing is held meanwhile. */
final class Patience {

    static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RunContext context;

    Patience(RunContext context) {
        this.context = context;
    }

    /** @param work a transaction of its own, or a question outside one; has no limit but a stop */
    <T extends @Nullable Object> T with(Supplier<T> work) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (DataAccessException e) {
                if (!Sql.isTransient(e)) {
                    throw e;
                }
                context.reporter().say("A chunk could not get its lock (" + Sql.message(e) + "); trying again");
                context.stop().await(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
