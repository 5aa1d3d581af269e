package io.zdm.engine.batch;

import io.zdm.engine.change.StoppedException;
import io.zdm.engine.postgres.Sql;

/** Tells an error that a stop caused from one of its own making. */
final class Interruption {

    private Interruption() {}

    /** Our own stop cancels statements (57014). */
    static boolean isCausedByStop(Throwable e) {
        return e instanceof StoppedException || Sql.state(e).equals(Sql.QUERY_CANCELED);
    }
}
