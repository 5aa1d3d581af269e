package io.zdm.engine.change;

import java.util.Locale;

/** What becomes of sessions that stand in the way of a lock and do not go by themselves. */
public enum Blockers {
    /** They are named. */
    REPORT,

    /** Their statement is cancelled; a transaction that idles is not moved by that. */
    CANCEL,

    /** Their session is ended. */
    TERMINATE;

    /** As the option and the JSON have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
