package io.zdm.engine.postgres;

import io.zdm.engine.plan.MigrationPlan.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the server does just now that a change would meet: nothing to refuse, and other things an hour later. */
final class ServerWarnings {

    /** The engine's pool beside its workers, its owner's connection and the command's own. */
    private static final int CONNECTIONS = 6;

    private static final String OLD_TRANSACTIONS = """
            SELECT
            """ + Activity.TEXT + """
            FROM pg_stat_activity a
            WHERE xact_start < clock_timestamp() - interval '1 minute' AND pid <> pg_backend_pid()
            AND backend_type = 'client backend' AND datname = current_database()
            ORDER BY xact_start LIMIT 5
            """;

    private static final String PREPARED = """
            SELECT format('%L (of %s, since %s)', gid, owner, date_trunc('second', prepared))
            FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared LIMIT 5
            """;

    /** What a slot keeps back: WAL, and for a logical one dead rows of the catalog. */
    private static final String SLOTS = """
            SELECT format('%I (%s, %s, %s behind)', slot_name, slot_type,
                          CASE WHEN active THEN 'active' ELSE 'nobody reads it' END,
                          pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)))
            FROM pg_replication_slots
            WHERE restart_lsn IS NOT NULL AND NOT temporary
            AND (NOT active OR pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > 1073741824)
            ORDER BY restart_lsn LIMIT 5
            """;

    private static final String LAG = """
            SELECT format('%s (%s behind%s)', application_name,
                          pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)),
                          ', ' || date_trunc('second', replay_lag)::text)
            FROM pg_stat_replication
            WHERE pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) > 67108864 OR replay_lag > interval '5 seconds'
            ORDER BY 1 LIMIT 5
            """;

    private static final String FREE_CONNECTIONS = """
            SELECT least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                         - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
                         (SELECT CASE WHEN rolconnlimit < 0 THEN 1000000 ELSE rolconnlimit END - count(a.pid)
                          FROM pg_roles r LEFT JOIN pg_stat_activity a ON a.usesysid = r.oid
                          WHERE r.rolname = session_user GROUP BY rolconnlimit))
            """;

    /** The engine sets its own for its sessions; scripts and people who do its work by hand do not. */
    private static final String TIMEOUTS = """
            SELECT format('%s=%s (of %s)', split_part(c.setting, '=', 1), split_part(c.setting, '=', 2), c.owner)
            FROM (SELECT unnest(setconfig) AS setting,
                         concat_ws(' in ', CASE WHEN setrole <> 0 THEN 'role ' || setrole::regrole END,
                                   CASE WHEN setdatabase <> 0 THEN 'database ' || current_database() END) AS owner
                  FROM pg_db_role_setting
                  WHERE setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
                  AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) c
            WHERE split_part(c.setting, '=', 1) IN ('statement_timeout', 'transaction_timeout', 'idle_session_timeout',
                                                    'idle_in_transaction_session_timeout', 'lock_timeout')
            AND split_part(c.setting, '=', 2) NOT IN ('0', '')
            ORDER BY 1
            """;

    private final Database database;

    ServerWarnings(Database database) {
        this.database = database;
    }

    List<String> all(Estimate estimate) {
        List<String> warnings = new ArrayList<>();
        add(
                warnings,
                OLD_TRANSACTIONS,
                "Transactions are open for more than a minute: %s. The swap waits for those that"
                        + " are older than the last chunk, and dead rows stay as long as they do.");
        add(
                warnings,
                PREPARED,
                "Prepared transactions wait for their end: %s. Their locks and their old snapshots stay"
                        + " until COMMIT PREPARED or ROLLBACK PREPARED.");
        add(
                warnings,
                SLOTS,
                "Replication slots hold WAL back: %s. The change writes about " + pretty(estimate.walBytes())
                        + " of it, which stay on the disk until they are read.");
        add(warnings, LAG, "Standbys are behind: %s. The change waits while they are farther than --max-lag allows.");
        if (!Activity.seesStandbys(database)) {
            warnings.add("This role cannot see standbys (it is no member of pg_monitor): their lag is not minded.");
        }
        long free = database.value(FREE_CONNECTIONS, Long.class);
        if (free < CONNECTIONS) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "Only %d more connections are allowed; the change needs %d, and one for each further worker.",
                    Math.max(0, free),
                    CONNECTIONS));
        }
        OptionalLong disk = new FreeDisk(database).bytes();
        if (disk.isPresent() && disk.getAsLong() < estimate.diskBytes()) {
            warnings.add("The server's disk has " + pretty(disk.getAsLong()) + " free; the change may need "
                    + pretty(estimate.diskBytes()) + ". It waits while less than --min-free-disk is left.");
        }
        add(
                warnings,
                TIMEOUTS,
                "Timeouts are set on the role or the database: %s. The engine sets its own; who runs the"
                        + " plan's SQL by hand has to do so, too.");
        return warnings;
    }

    private String pretty(long bytes) {
        return database.value("SELECT pg_size_pretty(?::bigint)", String.class, bytes);
    }

    private void add(List<String> warnings, String question, String warning) {
        List<String> found = database.list(question, (row, n) -> row.getString(1));
        if (!found.isEmpty()) {
            warnings.add(warning.formatted(String.join("; ", found)));
        }
    }
}
