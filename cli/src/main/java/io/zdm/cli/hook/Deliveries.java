package io.zdm.cli.hook;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.retry.support.RetryTemplate;

/** Brings messages to one hook, in order, beside the change: in a thread of its own, from a queue that is never long. */
final class Deliveries implements AutoCloseable {

    private static final int MOST_WAITING = 100;
    private static final int ATTEMPTS = 4;

    private final Hook hook;
    private final Consumer<String> say;
    private final Duration patience;
    private final RetryTemplate retries;
    private final ThreadPoolExecutor thread;
    private final AtomicInteger lost = new AtomicInteger();

    /**
     * @param say told what could not be delivered
     * @param pause before the second attempt; each later one is twice as long
     * @param patience at the end of the command, for what still waits
     */
    Deliveries(Hook hook, Consumer<String> say, Duration pause, Duration patience) {
        this.hook = hook;
        this.say = say;
        this.patience = patience;
        this.retries = RetryTemplate.builder()
                .maxAttempts(ATTEMPTS)
                .exponentialBackoff(pause.toMillis(), 2, 10 * pause.toMillis())
                .retryOn(IOException.class)
                .build();
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread made = new Thread(work, "zdm-hook");
                    made.setDaemon(true);
                    return made;
                });
    }

    void send(HookMessage message) {
        try {
            thread.execute(() -> deliver(message));
        } catch (RejectedExecutionException e) {
            lost.incrementAndGet();
        }
    }

    private void deliver(HookMessage message) {
        try {
            retries.<Boolean, Exception>execute(attempt -> {
                hook.deliver(message);
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost.incrementAndGet();
        } catch (Exception e) {
            say.accept("%s did not take '%s' of change %d: %s"
                    .formatted(hook.name(), message.event().text(), message.change(), reason(e)));
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Waits for what is under way, and says what was lost. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                lost.addAndGet(thread.shutdownNow().size());
                thread.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            lost.addAndGet(thread.shutdownNow().size());
            Thread.currentThread().interrupt();
        }
        if (lost.get() > 0) {
            say.accept("%d events were not delivered to %s: it is too slow".formatted(lost.get(), hook.name()));
        }
    }
}
