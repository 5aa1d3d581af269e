package io.zdm.engine.postgres;

import java.util.Objects;
import java.util.Optional;

/** Who else is at a table while a chunk writes to it. */
public final class ChunkNeighbours {

    /** Rows of a chunk are waited for by way of its transaction's number. The list of all locks is read once. */
    private static final String LOOK = """
            WITH locks AS MATERIALIZED (
                SELECT locktype, database, relation, transactionid, mode, granted, pid FROM pg_locks
                WHERE pid IS DISTINCT FROM pg_backend_pid()
            )
            SELECT EXISTS (SELECT FROM locks WHERE NOT granted AND locktype = 'transactionid'
                           AND transactionid = pg_current_xact_id()::xid) AS waiting,
                   EXISTS (SELECT FROM locks l WHERE locktype = 'relation' AND relation = to_regclass(?)
                           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                           AND mode IN ('RowShareLock', 'RowExclusiveLock')
                           AND NOT EXISTS (SELECT FROM pg_stat_activity a
                                           WHERE a.pid = l.pid AND a.application_name = 'zdm-batch')) AS writing
            """;

    /** Of the time, at most this part is spent on looking: where there are very many locks, that takes a while. */
    private static final int PART = 20;

    private final Database database;
    private final String table;
    private volatile long nextAt = System.nanoTime();

    /** @param table qualified and quoted */
    public ChunkNeighbours(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /**
     * @param waiting whether another session waits for this transaction
     * @param writing whether another session, none of an engine, writes to the table or locks its rows
     */
    public record Seen(boolean waiting, boolean writing) {}

    /** Looks, in the chunk's transaction, where it is time to. */
    public Optional<Seen> look() {
        long began = System.nanoTime();
        if (began < nextAt) {
            return Optional.empty();
        }
        Seen seen = Objects.requireNonNull(database.first(
                LOOK, (row, n) -> new Seen(row.getBoolean("waiting"), row.getBoolean("writing")), table));
        long ended = System.nanoTime();
        nextAt = ended + (ended - began) * PART;
        return Optional.of(seen);
    }
}
