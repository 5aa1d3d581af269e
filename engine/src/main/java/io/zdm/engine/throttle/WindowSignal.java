package io.zdm.engine.throttle;

import io.zdm.engine.change.Window;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Waits outside the hours of work. */
public final class WindowSignal implements Signal {

    private final String option;
    private final Window window;
    private final Clock clock;

    /** @param option that gave the window, for the message */
    public WindowSignal(String option, Window window, Clock clock) {
        this.option = option;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public String code() {
        return option.substring("--".length());
    }

    @Override
    public String name() {
        return "the clock";
    }

    @Override
    public @Nullable String busy() {
        return window.contains(clock.instant())
                ? null
                : "outside " + option + "=" + window + " until "
                        + window.nextOpening(clock.instant()).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }
}
