package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much WAL the whole server writes, averaged between two looks. */
public final class WalRate implements Signal {

    private final Database database;
    private final long bytesPerSecond;
    private long lastNanos;
    private long lastBytes = -1;

    public WalRate(Database database, long bytesPerSecond) {
        this.database = database;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public String code() {
        return "wal-rate";
    }

    @Override
    public String name() {
        return "the WAL position";
    }

    @Override
    public @Nullable String busy() {
        long bytes = database.value("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint", Long.class);
        long now = System.nanoTime();
        double rate = lastBytes < 0 ? 0 : (bytes - lastBytes) / Math.max(1e-3, (now - lastNanos) / 1e9);
        lastBytes = bytes;
        lastNanos = now;
        return rate > bytesPerSecond
                ? String.format(
                        Locale.ROOT,
                        "the server writes %.1f MB of WAL per second, more than %.1f (--max-wal-rate)",
                        rate / (1 << 20),
                        (double) bytesPerSecond / (1 << 20))
                : null;
    }
}
