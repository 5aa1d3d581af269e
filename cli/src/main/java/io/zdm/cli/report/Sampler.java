package io.zdm.cli.report;

import io.zdm.engine.postgres.Database;
import java.util.List;
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

    /** When the change was first planned; empty where nobody can say. */
    String created(long id) {
        try {
            List<String> created = database.list(
                    "SELECT created_at::text FROM zdm.change WHERE id = ?", (row, n) -> row.getString(1), id);
            return created.isEmpty() ? "" : created.get(0);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No look at change {}", id, e);
            return "";
        }
    }
}
