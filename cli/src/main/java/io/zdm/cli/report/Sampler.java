package io.zdm.cli.report;

import io.zdm.engine.postgres.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Asks the server what the change makes of it. A look that fails leaves a gap in the line. */
final class Sampler {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    /** A look locks the table like a reader of a row, for no longer than it takes; it waits for nobody. */
    private static final String SAMPLE = """
            SELECT coalesce((SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(t.oid)),
                       pg_total_relation_size(t.oid), 0)::bigint AS bytes,
                   (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS wal,
                   (SELECT extract(epoch FROM max(replay_lag))::double precision FROM pg_stat_replication) AS lag
            FROM (SELECT pg_catalog.to_regclass(?) AS oid) t
            """;

    private static final String IDENTITY = """
            SELECT c.created_at, max(t.id) AS run
            FROM zdm.change c JOIN zdm.transition t ON t.change_id = c.id AND t.event = 'begun'
            WHERE c.id = ? GROUP BY c.id
            """;

    private final Database database;

    Sampler(Database database) {
        this.database = database;
    }

    private record Seen(long bytes, long wal, @Nullable Double lag) {}

    void look(RunRecord run, String table) {
        try {
            Seen seen = database.inTransaction(() -> {
                database.execute("SET LOCAL lock_timeout = '10ms'");
                database.execute("SET LOCAL statement_timeout = '2s'");
                return database.first(
                        SAMPLE,
                        (row, n) ->
                                new Seen(row.getLong("bytes"), row.getLong("wal"), row.getObject("lag", Double.class)),
                        table);
            });
            if (seen != null) {
                run.sample(seen.bytes(), seen.wal(), seen.lag());
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No look at {}", table, e);
        }
    }

    /**
     * Which run it is.
     *
     * @param created when the change was first planned
     * @param run the number of the note of its beginning
     */
    record Identity(Instant created, long run) {}

    /** Of the change's last run; null where nobody can say. */
    @Nullable
    Identity identity(long id) {
        try {
            return database.first(
                    IDENTITY,
                    (row, n) -> new Identity(
                            row.getObject("created_at", OffsetDateTime.class).toInstant(), row.getLong("run")),
                    id);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No look at change {}", id, e);
            return null;
        }
    }
}
