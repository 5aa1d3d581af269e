package io.zdm.engine.throttle;

import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Makes all workers of a change wait while somebody else needs the server. Asked between transactions, never in one. A
 * signal that cannot be read makes them wait, too. Safe for several threads.
 */
public final class Throttle {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(250);

    private volatile List<Signal> signals;
    private final BiConsumer<String, @Nullable String> listener;
    private final Duration interval;
    private long askedAt;
    private boolean asked;
    private @Nullable String reason;

    /** The signal that gave the reason. */
    private String speaks = "";

    /** @param listener told of each new reason with the code of its signal, and null when work goes on */
    public Throttle(List<Signal> signals, BiConsumer<String, @Nullable String> listener) {
        this(signals, listener, INTERVAL);
    }

    Throttle(List<Signal> signals, BiConsumer<String, @Nullable String> listener, Duration interval) {
        this.signals = List.copyOf(signals);
        this.listener = listener;
        this.interval = interval;
    }

    /** Other signals from the next question on, also for those who wait. */
    public void mind(List<Signal> others) {
        signals = List.copyOf(others);
    }

    /**
     * Waits until nothing speaks against the next chunk, or a stop is requested.
     *
     * @return what it waited for first, null where it did not wait
     */
    public @Nullable String await(StopSignal stop) {
        String first = reason();
        while (reason() != null) {
            stop.await(POLL);
        }
        return first;
    }

    private synchronized @Nullable String reason() {
        long now = System.nanoTime();
        if (asked && now - askedAt < interval.toNanos()) {
            return reason;
        }
        String before = reason;
        reason = ask();
        asked = true;
        askedAt = System.nanoTime();
        if (!Objects.equals(before, reason)) {
            listener.accept(speaks, reason);
        }
        return reason;
    }

    private @Nullable String ask() {
        for (Signal signal : signals) {
            try {
                String busy = signal.busy();
                if (busy != null) {
                    speaks = signal.code();
                    return busy;
                }
            } catch (DataAccessException e) {
                if (Sql.isConnectionLost(e)) {
                    throw e;
                }
                speaks = signal.code();
                return "cannot see " + signal.name() + ": " + Sql.message(e);
            }
        }
        return null;
    }
}
