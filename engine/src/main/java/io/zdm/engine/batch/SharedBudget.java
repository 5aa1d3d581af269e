package io.zdm.engine.batch;

import io.zdm.engine.change.Tuning;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workers and the rows per second of a run, shared by the changes that run beside one another: each has its part, and at
 * least one worker. Who is left at the end gets more.
 */
final class SharedBudget {

    private final ChangeStore store;
    private final int parallel;
    private final int all;
    private final Map<Long, Tuning> wholes = new HashMap<>();
    private final Map<Long, Tuning> shares = new HashMap<>();
    private final Set<Long> over = new HashSet<>();

    SharedBudget(ChangeStore store, int parallel, int all) {
        this.store = store;
        this.parallel = parallel;
        this.all = all;
    }

    synchronized Tuning begins(long id, Tuning whole) {
        Tuning share = share(whole);
        wholes.put(id, whole);
        shares.put(id, share);
        return share;
    }

    /**
     * The others share what it had, but for one that somebody has tuned by hand.
     *
     * @param forGood whether it is not run again
     */
    synchronized void ends(long id, boolean forGood) {
        wholes.remove(id);
        shares.remove(id);
        if (forGood) {
            over.add(id);
        }
        wholes.forEach((other, whole) -> {
            Tuning more = share(whole);
            if (!more.equals(shares.get(other)) && store.tuning(other).equals(shares.get(other))) {
                store.tune(other, more);
                shares.put(other, more);
            }
        });
    }

    private Tuning share(Tuning whole) {
        int among = Math.max(1, Math.min(parallel, all - over.size()));
        return whole.sharing(Math.max(1, whole.workers() / among), part(whole.maxRate(), among));
    }

    private static @Nullable Integer part(@Nullable Integer rate, int among) {
        return rate == null ? null : Integer.valueOf(Math.max(1, rate / among));
    }
}
