package io.zdm.engine.change;

import java.util.Locale;

/** The closed list of what may go wrong once a change runs, with the exit code that each leads to. */
public enum ErrorCode {
    UNEXPECTED(1),
    CONNECTION_LOST(1),
    OWNERSHIP_LOST(1),
    REFUSED(3),
    LIVE_OWNER(3),
    NOT_POSSIBLE_NOW(3),
    STOPPED(4),
    LOCK_TIMEOUT(5),
    VERIFY_DIFFERENCES(6),
    VALUE_REJECTED(6),
    NO_WAY_BACK(6),
    CATALOG_DRIFTED(6),
    OUTCOME_UNKNOWN(6);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** As printed in JSON and text. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
