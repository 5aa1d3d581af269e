package io.zdm.engine.postgres;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.postgres.LockHolders.Holder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A wait that queues nobody and has no limit: for other sessions' transactions. Says for whom, at once and now and then;
 * those who were in the way for long are dealt with as the user said.
 */
final class LongWait {

    private static final Duration SAY_AGAIN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String waiting;
    private final Reporter reporter;
    private final BlockerPolicy policy;
    private final Map<Integer, Long> since = new HashMap<>();
    private long saidAt;

    /** @param waiting what waits, as the beginning of a sentence */
    LongWait(String waiting, Database database, Blockers blockers, Reporter reporter) {
        this.waiting = waiting;
        this.reporter = reporter;
        this.policy = new BlockerPolicy(database, blockers, reporter);
    }

    void seen(List<Holder> inTheWay) {
        long now = System.nanoTime();
        List<Integer> pids = inTheWay.stream().map(Holder::pid).toList();
        boolean others = !since.keySet().containsAll(pids);
        since.keySet().retainAll(pids);
        pids.forEach(pid -> since.putIfAbsent(pid, now));
        if (others || now - saidAt > SAY_AGAIN.toNanos()) {
            saidAt = now;
            List<String> blockers = inTheWay.stream().map(Holder::text).toList();
            reporter.say(waiting + ": " + String.join("; ", blockers));
            if (!blockers.isEmpty()) {
                reporter.happened(new Blocked(waiting, null, null, blockers));
            }
        }
        policy.apply(inTheWay.stream()
                .filter(h -> now - since.getOrDefault(h.pid(), now) > PATIENCE.toNanos())
                .toList());
    }
}
