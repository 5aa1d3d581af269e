package io.zdm.engine.postgres;

import io.zdm.engine.change.UsageException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds a pooler that gives a session's transactions to different backends. The engine's sessions hold settings and an
 * advisory lock between transactions: both would be lost, and the settings found by others. So it is looked for before the
 * first setting is made.
 */
final class Pooler {

    private static final int LOOKS = 3;

    private Pooler() {}

    /**
     * @throws UsageException where the backend behind {@code connection} is not its own
     */
    static void refuse(Target target, Connection connection) throws SQLException {
        if (Driver.backend(connection) != Driver.announcedBackend(connection) && sharesBackends(target, connection)) {
            throw new UsageException(
                    "Between here and " + target + " is a pooler that gives each transaction another"
                            + " session (PgBouncer's pool_mode=transaction). zdm-batch holds settings and locks over many"
                            + " transactions. Connect to PostgreSQL itself, or to a pool in session mode. Nothing was changed.");
        }
    }

    private static boolean sharesBackends(Target target, Connection connection) throws SQLException {
        for (int look = 0; look < LOOKS; look++) {
            int before = Driver.backend(connection);
            try (Connection other = Sessions.connect(target)) {
                other.setAutoCommit(false);
                // It holds a backend from here on, which may be the one that was ours.
                int theirs = Driver.backend(other);
                if (theirs == before || Driver.backend(connection) != before) {
                    return true;
                }
                other.rollback();
            }
        }
        return false;
    }
}
