package io.zdm.engine.postgres;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.LockHolders.Holder;
import java.time.Duration;
import java.util.List;

/**
 * Waits for the transactions whose snapshot is older than this moment, as CREATE INDEX CONCURRENTLY does. A transaction at
 * REPEATABLE READ that began before the last chunk would read the shadow as it was: empty.
 */
public final class OldSnapshots {

    /** A session that we may not look into counts as having a snapshot as long as its transaction lives. */
    private static final String OLDER = """
            SELECT l.virtualtransaction, l.pid, a.application_name = 'zdm-batch' AS own,
            """ + Activity.TEXT + """
                   AS text
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_backend_pid()
            AND (a.datname = current_database() OR a.datname IS NULL AND a.backend_type IS NULL)
            AND coalesce(a.backend_type, 'client backend') <> 'autovacuum worker'
            AND (a.state IS NULL OR a.backend_xmin IS NOT NULL)
            """;

    private static final String STILL = OLDER + """
            AND l.virtualtransaction = ANY (?)
            AND (a.backend_xmin IS NULL OR age(a.backend_xmin) >= age(?::xid))
            """;

    private final Database database;
    private final Blockers blockers;
    private final StopSignal stop;
    private final Reporter reporter;

    /** @param blockers what becomes of transactions that do not end */
    public OldSnapshots(Database database, Blockers blockers, StopSignal stop, Reporter reporter) {
        this.database = database;
        this.blockers = blockers;
        this.stop = stop;
        this.reporter = reporter;
    }

    /** Queues nobody; has no limit but a stop. Says whom it waits for. */
    public void awaitEnd() {
        String boundary = database.value("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text", String.class);
        String[] before = database.list(OLDER, (row, n) -> row.getString("virtualtransaction"))
                .toArray(String[]::new);
        LongWait wait = new LongWait(
                "Waiting for transactions that are older than the last chunk", database, blockers, reporter);
        Duration pause = Duration.ofMillis(20);
        while (true) {
            List<Holder> holders = database.list(
                    STILL,
                    (row, n) -> new Holder(row.getInt("pid"), row.getString("text"), false, row.getBoolean("own")),
                    before,
                    boundary);
            if (holders.isEmpty()) {
                reporter.happened(new WentOn());
                return;
            }
            wait.seen(holders);
            stop.await(pause);
            pause = pause.compareTo(Duration.ofSeconds(1)) < 0 ? pause.multipliedBy(2) : pause;
        }
    }
}
