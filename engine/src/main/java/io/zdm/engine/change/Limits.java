package io.zdm.engine.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a change waits for others between its chunks. Each limit null (or empty) means that nobody looks.
 *
 * @param maxLag how far a standby may be behind
 * @param standbys the names of the only standbys that count, empty for all
 * @param slots replication slots whose readers count for {@code maxLag} as standbys do
 * @param maxWalRate bytes of WAL per second, of the whole server
 * @param maxActive sessions of others that run a statement
 * @param maxWaiters sessions that wait for a lock on the table, or for one of ours
 * @param minFreeDisk bytes that have to stay free on the server's disks
 * @param waitForVacuum whether it waits while somebody vacuums the table
 * @param throttleQuery waits while its one value is true
 * @param window the hours of all work
 * @param swapWindow the hours of the swap alone
 */
public record Limits(
        @Nullable Lag maxLag,
        List<String> standbys,
        List<String> slots,
        @Nullable Long maxWalRate,
        @Nullable Integer maxActive,
        @Nullable Integer maxWaiters,
        @Nullable Long minFreeDisk,
        boolean waitForVacuum,
        @Nullable String throttleQuery,
        @Nullable Window window,
        @Nullable Window swapWindow) {

    public static final Limits NONE =
            new Limits(null, List.of(), List.of(), null, null, null, null, false, null, null, null);

    /** A change that was begun by an earlier release has no word about what is newer. */
    public Limits {
        standbys = standbys == null ? List.of() : List.copyOf(standbys);
        slots = slots == null ? List.of() : List.copyOf(slots);
    }

    /**
     * How far behind, in either measure; null means that this one does not matter.
     *
     * @param seconds since the primary wrote what the standby replays now
     * @param bytes of WAL between the two
     */
    public record Lag(@Nullable Integer seconds, @Nullable Long bytes) {}
}
