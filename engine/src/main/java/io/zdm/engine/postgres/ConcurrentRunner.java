package io.zdm.engine.postgres;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.ConcurrentStep;
import java.sql.SQLException;

/** Runs what PostgreSQL takes only outside of a transaction, and removes what a broken attempt leaves. */
public final class ConcurrentRunner {

    private final Database database;
    private final StopSignal stop;
    private final Reporter reporter;
    private final Concurrently concurrently;

    /** @param blockers what becomes of transactions that it waits for */
    public ConcurrentRunner(Database database, Blockers blockers, StopSignal stop, Reporter reporter) {
        this.database = database;
        this.stop = stop;
        this.reporter = reporter;
        this.concurrently = new Concurrently(database, blockers, stop, reporter);
    }

    /** Runs it unless it is done. Must not run inside a transaction. */
    public void run(ConcurrentStep step) {
        if (step.applied() != null && database.isTrue(step.applied())) {
            return;
        }
        reporter.say(step.title());
        try {
            concurrently.run(session -> {
                removeLeftovers(step, session);
                session.execute(step.setSearchPath());
                try {
                    session.watched(step.title() + " waits for transactions", step.statement());
                } catch (SQLException e) {
                    if (!Sql.isConnectionLost(e)) {
                        tidy(step, session, e);
                    }
                    throw e;
                }
                // A session that was cut off before may have ended only now.
                removeLeftovers(step, session);
            });
        } catch (SQLException e) {
            throw failure(step, e);
        }
    }

    private void removeLeftovers(ConcurrentStep step, Concurrently.Session session) throws SQLException {
        if (step.leftovers() == null) {
            return;
        }
        for (String statement : database.list(step.leftovers(), (row, n) -> row.getString(1))) {
            reporter.say("Removing what a broken attempt has left: " + statement);
            session.watched("Removing it waits for transactions", statement);
        }
    }

    /** The next start finds what remains; what went wrong before is what matters. */
    private void tidy(ConcurrentStep step, Concurrently.Session session, SQLException cause) {
        if (step.leftovers() == null) {
            return;
        }
        try {
            for (String statement : database.list(step.leftovers(), (row, n) -> row.getString(1))) {
                session.execute(statement);
            }
        } catch (SQLException | RuntimeException remains) {
            cause.addSuppressed(remains);
            reporter.say("Could not remove what is left of it: " + Sql.message(remains));
        }
    }

    private RuntimeException failure(ConcurrentStep step, SQLException e) {
        if (stop.isRequested()) {
            return new StoppedException(String.valueOf(stop.reason()));
        }
        ErrorCode code = Sql.isConnectionLost(e)
                ? ErrorCode.CONNECTION_LOST
                : Sql.isDataError(e) ? ErrorCode.VALUE_REJECTED : ErrorCode.UNEXPECTED;
        return new EngineException(
                code, step.title() + ": " + Sql.message(e), true, "Mend the cause, then restart, or roll back.", e);
    }
}
