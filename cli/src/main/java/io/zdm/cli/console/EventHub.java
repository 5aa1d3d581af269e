package io.zdm.cli.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<String, Event> lasting = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** Empty where too many listen. */
    SseEmitter subscribe() {
        if (subscribers.size() >= MOST_PAGES) {
            throw new TooMany();
        }
        Map<String, Event> first = new LinkedHashMap<>(lasting);
        Subscriber subscriber = new Subscriber(first, subscribers::remove);
        subscribers.add(subscriber);
        // What came between the look and the addition.
        lasting.forEach((key, event) -> {
            if (first.get(key) != event) {
                subscriber.tell(event);
            }
        });
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
    void keep(Event event) {
        lasting.put(event.key(), event);
        tell(event);
    }

    Collection<Event> kept() {
        return lasting.values();
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    @Override
    public void close() {
        subscribers.forEach(Subscriber::close);
    }
}
