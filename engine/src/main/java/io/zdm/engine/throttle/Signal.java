package io.zdm.engine.throttle;

import org.jspecify.annotations.Nullable;

/** One thing that a change minds. */
public interface Signal {

    /** A short name that stays, for metrics. */
    String code();

    /** What it looks at, for the message that it cannot. */
    String name();

    /**
     * Why to wait, with figures, or null.
     *
     * @throws org.springframework.dao.DataAccessException where it cannot tell: then the change waits, too
     */
    @Nullable
    String busy();
}
