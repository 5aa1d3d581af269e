package io.zdm.cli.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What pages are told. Whoever comes later is told first how each database is. */
final class EventHub implements AutoCloseable {

    /** A page more than these is told to come back later: each has a thread of its own. */
    static final int MOST_PAGES = 64;

    /**
     * Something to tell.
     *
     * @param key of two events with the same key a slow page hears the later one only
     * @param name the event's
     */
    record Event(String key, String name, Object data) {}

    private final Map<String, Event> lasting = new LinkedHashMap<>();
    private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** @throws TooMany where too many listen */
    synchronized SseEmitter subscribe() {
        if (subscribers.size() >= MOST_PAGES) {
            throw new TooMany();
        }
        Subscriber subscriber = new Subscriber(lasting, subscribers::remove);
        subscribers.add(subscriber);
        return subscriber.start();
    }

    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("More than " + MOST_PAGES + " pages listen already");
        }
    }

    /** For those who listen now. */
    void tell(Event event) {
        subscribers.forEach(s -> s.tell(event));
    }

    /** For those, too, who will. */
    synchronized void keep(Event event) {
        lasting.put(event.key(), event);
        tell(event);
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    @Override
    public void close() {
        subscribers.forEach(Subscriber::close);
    }
}
