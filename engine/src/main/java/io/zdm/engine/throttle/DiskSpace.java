package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.FreeDisk;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How much room is left on the server's disks, where that can be seen. */
public final class DiskSpace implements Signal {

    private static final long MEGABYTE = 1 << 20;

    private final FreeDisk free;
    private final long least;

    /** @param least bytes that have to stay free */
    public DiskSpace(Database database, long least) {
        this.free = new FreeDisk(database);
        this.least = least;
    }

    /** Whether this role on this machine may see it. */
    public static boolean isVisible(Database database) {
        return new FreeDisk(database).bytes().isPresent();
    }

    @Override
    public String code() {
        return "disk-space";
    }

    @Override
    public String name() {
        return "the free disk space";
    }

    @Override
    public @Nullable String busy() {
        OptionalLong bytes = free.bytes();
        if (bytes.isEmpty()) {
            return "the free disk space cannot be seen any more";
        }
        return bytes.getAsLong() < least
                ? "%,d MB are free on the server's disk, less than %,d (--min-free-disk)"
                        .formatted(bytes.getAsLong() / MEGABYTE, least / MEGABYTE)
                : null;
    }
}
