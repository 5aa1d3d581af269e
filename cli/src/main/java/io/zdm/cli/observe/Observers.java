package io.zdm.cli.observe;

import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** All who listen. What one of them does wrong is logged, and never holds up a change. */
public final class Observers implements ChangeListener {

    private final List<ChangeListener> listeners;

    /** @param listeners in the order in which they hear; closed in the opposite one */
    public Observers(List<? extends ChangeListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public static Observers none() {
        return new Observers(List.of());
    }

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        listeners.forEach(listener -> guarded(listener, l -> l.happened(change, event)));
    }

    @Override
    public void progress(ChangeSubject change, String title, long rows, long total) {
        listeners.forEach(listener -> guarded(listener, l -> l.progress(change, title, rows, total)));
    }

    @Override
    public void close() {
        List<ChangeListener> backwards = new ArrayList<>(listeners);
        Collections.reverse(backwards);
        backwards.forEach(listener -> guarded(listener, ChangeListener::close));
    }

    private static void guarded(ChangeListener listener, Consumer<ChangeListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(listener.getClass()).warn("Did not hear what happened to a change", e);
        }
    }
}
