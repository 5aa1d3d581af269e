package io.zdm.engine.postgres;

import io.zdm.engine.change.StopSignal;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that may take hours, and ends where a stop is requested. */
final class CancellableStatement {

    private static final long AGAIN_MILLIS = 200;

    private final Statement statement;
    private boolean ended;

    private CancellableStatement(Statement statement) {
        this.statement = statement;
    }

    /** @throws SQLException also where it was cancelled */
    static void execute(Statement statement, String sql, StopSignal stop) throws SQLException {
        CancellableStatement cancellable = new CancellableStatement(statement);
        stop.check();
        try (StopSignal.Registration registration = stop.onRequest(cancellable::beginToCancel)) {
            statement.execute(sql);
        } finally {
            cancellable.end();
        }
    }

    private void beginToCancel() {
        Thread thread = new Thread(this::cancelUntilItEnds, "zdm-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    /** Again and again: a cancel that arrives before its statement does cancels nothing. */
    private synchronized void cancelUntilItEnds() {
        try {
            while (!ended) {
                statement.cancel();
                wait(AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            // The server cannot be reached: then the statement's own line tells.
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No cancel is on its way any more when this returns, which would hit the session's next statement. */
    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
