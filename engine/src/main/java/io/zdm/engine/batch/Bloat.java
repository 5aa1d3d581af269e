package io.zdm.engine.batch;

import io.zdm.engine.postgres.Horizon;
import io.zdm.engine.postgres.TableVacuum;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Every written row leaves a dead one. From {@code --max-bloat} on the table is vacuumed between chunks, so that later
 * chunks find room where earlier ones left it; but only when the rows can be removed, and else it is said who needs them.
 * One for each table; safe for several workers, of which one vacuums while the others go on.
 */
final class Bloat {

    /** Below that autovacuum does it as well, and a table has no size that anybody would notice. */
    private static final long SMALLEST = 50_000;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    private final RunContext context;
    private final String table;
    private final TableVacuum vacuum;
    private final Horizon horizon;
    private final ReentrantLock vacuuming = new ReentrantLock();
    private long rows = -1;
    private long written;

    /** Since when the rows are dead that are to be removed; null until there are enough. */
    private @Nullable String moment;

    private long lookedAt = System.nanoTime() - LOOK.toNanos();
    private long saidAt = System.nanoTime() - SAY_AGAIN.toNanos();

    Bloat(RunContext context, String table) {
        this.context = context;
        this.table = table;
        this.vacuum = new TableVacuum(context.database(), table, context.stop());
        this.horizon = new Horizon(context.database());
    }

    synchronized void wrote(long more) {
        written += more;
    }

    /** Between chunks, outside transactions. Whether it did. */
    boolean vacuumIfItPays() {
        if (!isTooMuch() || !vacuuming.tryLock()) {
            return false;
        }
        try {
            long dead = dead();
            context.reporter().say("Vacuuming " + table + ": about " + dead + " of its rows are dead");
            vacuum.run();
            done(dead);
            return true;
        } finally {
            vacuuming.unlock();
        }
    }

    private synchronized long dead() {
        return written;
    }

    private synchronized boolean isTooMuch() {
        int most = context.tuning().maxBloat();
        if (most == 0 || written < SMALLEST) {
            return false;
        }
        if (rows < 0) {
            rows = vacuum.rows();
        }
        if (written < rows * most / 100) {
            return false;
        }
        if (moment == null) {
            moment = horizon.now();
        }
        if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return false;
        }
        lookedAt = System.nanoTime();
        List<String> holders = horizon.heldBackSince(moment);
        if (!holders.isEmpty() && System.nanoTime() - saidAt > SAY_AGAIN.toNanos()) {
            saidAt = System.nanoTime();
            context.reporter()
                    .say("About " + written + " dead rows of " + table + " have to stay; they are needed by "
                            + String.join("; ", holders));
        }
        return holders.isEmpty();
    }

    private synchronized void done(long dead) {
        long left = vacuum.dead();
        if (left - (written - dead) > dead / 2) {
            context.reporter()
                    .say("VACUUM of " + table + " left " + left + " dead rows: a snapshot that this role cannot see"
                            + " needs them, or somebody else vacuums the table now");
        }
        written -= dead;
        moment = null;
        rows = vacuum.rows();
    }
}
