package io.zdm.cli.observe;

import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the change's number and phase into every line that the thread of a step logs. */
public final class LogContext implements ChangeListener {

    /** The change's number. */
    public static final String CHANGE = "change.id";

    /** Of its plan; not there between steps. */
    public static final String PHASE = "change.phase";

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        if (event instanceof ChangeEvent.StepBegan began) {
            MDC.put(CHANGE, String.valueOf(change.id()));
            MDC.put(PHASE, began.phase());
        } else if (event instanceof ChangeEvent.StepEnded) {
            MDC.remove(PHASE);
        } else if (event instanceof ChangeEvent.Began) {
            MDC.put(CHANGE, String.valueOf(change.id()));
        }
    }

    /** Says something of the change in whatever thread this is. */
    public static void with(ChangeSubject change, @Nullable String phase, Runnable saying) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.put(CHANGE, String.valueOf(change.id()));
        if (phase != null) {
            MDC.put(PHASE, phase);
        }
        try {
            saying.run();
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }
}
