package io.zdm.engine.postgres;

/** Other sessions, in words. */
public final class Activity {

    /** Who a session is and what it does, from a row {@code a} of pg_stat_activity. */
    static final String TEXT = """
            format('pid %s (user %s, application %s, %s, since %s): %s', a.pid, a.usename, a.application_name, a.state,
                   date_trunc('second', a.xact_start), left(a.query, 120))""";

    private static final String SEES_STANDBYS =
            "SELECT pg_has_role('pg_monitor', 'USAGE') OR pg_has_role('pg_read_all_stats', 'USAGE')";

    private Activity() {}

    /** Whether this role may see how far standbys are. */
    public static boolean seesStandbys(Database database) {
        return database.isTrue(SEES_STANDBYS);
    }
}
