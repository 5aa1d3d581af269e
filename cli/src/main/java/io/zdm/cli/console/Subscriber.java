package io.zdm.cli.console;

import io.zdm.cli.console.EventHub.Event;
import io.zdm.cli.output.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One page that listens. What it has not read yet is replaced by what is newer: a page that sleeps costs no memory. */
final class Subscriber {

    /** So that a page notices a lost connection, and this end a page that is gone. */
    private static final long HEARTBEAT_SECONDS = 15;

    private final SseEmitter emitter = new SseEmitter(0L);
    private final Map<String, Event> waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Consumer<Subscriber> gone;
    private boolean closed;

    Subscriber(Map<String, Event> first, Consumer<Subscriber> gone) {
        this.waiting = new LinkedHashMap<>(first);
        this.gone = gone;
    }

    SseEmitter start() {
        emitter.onCompletion(this::close);
        emitter.onError(e -> close());
        Thread thread = new Thread(this::send, "zdm-console-page");
        thread.setDaemon(true);
        thread.start();
        return emitter;
    }

    void tell(Event event) {
        lock.lock();
        try {
            waiting.remove(event.key());
            waiting.put(event.key(), event);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void send() {
        try {
            for (Map<String, Event> events = next(); events != null; events = next()) {
                if (events.isEmpty()) {
                    emitter.send(SseEmitter.event().comment("alive"));
                }
                for (Event event : events.values()) {
                    emitter.send(
                            SseEmitter.event().name(event.name()).data(Json.write(event.data()), MediaType.TEXT_PLAIN));
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The page was closed: that is how pages take their leave. The web server ends the request itself.
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.accept(this);
        }
    }

    /** Empty where it is time for a sign of life, null where it is over. */
    private @Nullable Map<String, Event> next() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS);
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            Map<String, Event> events = new LinkedHashMap<>(waiting);
            waiting.clear();
            return events;
        } finally {
            lock.unlock();
        }
    }
}
