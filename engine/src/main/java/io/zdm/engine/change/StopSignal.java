package io.zdm.engine.change;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The wish to stop, seen by every worker at its next chunk and by whoever waits. Once set it stays set. */
public final class StopSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable String reason;

    /** Ends listening. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** A signal that is requested with this one; requesting it leaves this one alone. */
    public StopSignal child() {
        StopSignal child = new StopSignal();
        listeners.add(() -> child.request(String.valueOf(reason)));
        if (isRequested()) {
            child.request(String.valueOf(reason));
        }
        return child;
    }

    /** The first reason given is kept. */
    public void request(String why) {
        lock.lock();
        try {
            if (reason != null) {
                return;
            }
            reason = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    public boolean isRequested() {
        return reason != null;
    }

    public @Nullable String reason() {
        return reason;
    }

    /** @throws StoppedException where a stop was requested */
    public void check() {
        String why = reason;
        if (why != null) {
            throw new StoppedException(why);
        }
    }

    /** Waits, or less long where a stop is requested meanwhile, which it reports as {@link #check} does. */
    public void await(Duration duration) {
        long left = duration.toNanos();
        lock.lock();
        try {
            while (left > 0 && reason == null) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("interrupted");
        } finally {
            lock.unlock();
        }
        check();
    }

    /** Waits for a stop at most this long. */
    public boolean awaitQuietly(long time, TimeUnit unit) {
        lock.lock();
        try {
            long left = unit.toNanos(time);
            while (left > 0 && reason == null) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return isRequested();
    }

    /** Runs at the moment of the request, in the requesting thread; at once where that has been already. */
    public Registration onRequest(Runnable listener) {
        listeners.add(listener);
        if (isRequested()) {
            listener.run();
        }
        return () -> listeners.remove(listener);
    }
}
