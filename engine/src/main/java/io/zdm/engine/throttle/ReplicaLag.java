package io.zdm.engine.throttle;

import io.zdm.engine.change.Limits.Lag;
import io.zdm.engine.postgres.Activity;
import io.zdm.engine.postgres.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the standbys are behind. The seconds are measured here, between the moments at which the primary was at a
 * position and the standby is: PostgreSQL's own figure stands still while a standby's replay does.
 */
public final class ReplicaLag implements Signal {

    private static final String STANDBYS = """
            SELECT application_name, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS written,
                   pg_wal_lsn_diff(replay_lsn, '0/0')::bigint AS replayed
            FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup' ORDER BY 1
            """;

    /** Where a slot's reader is: what it has confirmed, or of a physical one what has to be kept for it. */
    private static final String SLOTS = """
            SELECT slot_name AS application_name, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint AS written,
                   pg_wal_lsn_diff(coalesce(confirmed_flush_lsn, restart_lsn), '0/0')::bigint AS replayed
            FROM pg_replication_slots WHERE slot_name = ANY (?) ORDER BY 1
            """;

    private static final int MOST_SAMPLES = 4096;

    private final Database database;
    private final Lag max;
    private final List<String> names;
    private final List<String> slots;
    private final boolean askedFor;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    /**
     * @param names the only standbys that count, empty for all
     * @param slots replication slots whose readers count as standbys do, whether or not one reads them now
     * @param askedFor whether the user wants this minded: then one that was there and is gone makes the change wait
     */
    public ReplicaLag(Database database, Lag max, List<String> names, List<String> slots, boolean askedFor) {
        this.database = database;
        this.max = max;
        this.names = List.copyOf(names);
        this.slots = List.copyOf(slots);
        this.askedFor = askedFor;
        names.forEach(n -> seen.add("standby " + n));
        slots.forEach(s -> seen.add("slot " + s));
    }

    private record Sample(long nanos, long written) {}

    private record Standby(
            String name, long written, @Nullable Long replayed) {}

    /** Whether this role may see how far standbys are. */
    public static boolean isVisible(Database database) {
        return Activity.seesStandbys(database);
    }

    @Override
    public String code() {
        return "standby-lag";
    }

    @Override
    public String name() {
        return "the standbys' lag";
    }

    @Override
    public @Nullable String busy() {
        List<Standby> standbys = new ArrayList<>(database.list(STANDBYS, (row, n) -> standby("standby ", row)));
        standbys.removeIf(s -> !names.isEmpty() && !names.contains(s.name().substring("standby ".length())));
        if (!slots.isEmpty()) {
            standbys.addAll(
                    database.list(SLOTS, (row, n) -> standby("slot ", row), (Object) slots.toArray(String[]::new)));
        }
        long now = System.nanoTime();
        if (!standbys.isEmpty()) {
            remember(new Sample(now, standbys.get(0).written()));
        }
        List<String> missing = new ArrayList<>(seen);
        standbys.forEach(s -> {
            if (askedFor) {
                seen.add(s.name());
            }
            missing.remove(s.name());
        });
        if (!missing.isEmpty()) {
            return String.join(", ", missing) + " is not connected: its lag cannot be seen";
        }
        for (Standby standby : standbys) {
            String behind = behind(standby, now);
            if (behind != null) {
                return behind;
            }
        }
        return null;
    }

    private static Standby standby(String kind, ResultSet row) throws SQLException {
        return new Standby(
                kind + row.getString("application_name"),
                row.getLong("written"),
                row.getObject("replayed", Long.class));
    }

    private @Nullable String behind(Standby standby, long now) {
        if (standby.replayed() == null) {
            return standby.name() + " does not say how far it has replayed";
        }
        long bytes = Math.max(0, standby.written() - standby.replayed());
        double seconds = seconds(standby.replayed(), now);
        boolean tooLate = max.seconds() != null && seconds > max.seconds();
        boolean tooFar = max.bytes() != null && bytes > max.bytes();
        return tooLate || tooFar
                ? String.format(
                        Locale.ROOT,
                        "%s is %.0f s and %,d kB behind (--max-lag)",
                        standby.name(),
                        seconds,
                        bytes / 1024)
                : null;
    }

    private void remember(Sample sample) {
        if (samples.isEmpty() || samples.getLast().written() < sample.written()) {
            samples.addLast(sample);
        }
        if (samples.size() > MOST_SAMPLES) {
            samples.removeFirst();
        }
    }

    /** Since the first moment at which the primary was known to be farther than the standby is now. */
    private double seconds(long replayed, long now) {
        for (Sample sample : samples) {
            if (sample.written() > replayed) {
                return (now - sample.nanos()) / 1e9;
            }
        }
        return 0;
    }
}
