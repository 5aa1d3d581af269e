package io.zdm.engine.batch;

import io.zdm.engine.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Picks changes for one who runs them one after another. What is picked is held by an advisory lock of a session of its own:
 * it goes with the session, so what somebody had who was killed is picked by the next.
 */
final class Claims implements AutoCloseable {

    private final Connection connection;
    private final Database database;
    private final ChangeQueue queue;

    /** @param connection of its own; closed with this */
    Claims(Connection connection) {
        this.connection = connection;
        this.database = new Database(new SingleConnectionDataSource(connection, true));
        this.queue = new ChangeQueue(database);
    }

    /**
     * What there is to do.
     *
     * @param id the change that was picked; null where it is nobody's turn
     * @param moreMayCome whether that may be another one's turn soon, for somebody works on what is before it
     */
    record Pick(@Nullable Long id, boolean moreMayCome) {}

    Pick next(Collection<Long> among) {
        return queue.alone(() -> {
            Optional<Long> picked = queue.pick(among)
                    .filter(id -> database.isTrue(
                            "SELECT pg_try_advisory_lock(?, ?::bigint::bit(32)::int)", ChangeQueue.CLAIM_CLASS, id));
            picked.ifPresent(queue::begun);
            return new Pick(picked.orElse(null), picked.isEmpty() && queue.isUnderWay(among));
        });
    }

    void release(long id) {
        database.value(
                "SELECT pg_advisory_unlock(?, ?::bigint::bit(32)::int)::text",
                String.class,
                ChangeQueue.CLAIM_CLASS,
                id);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
