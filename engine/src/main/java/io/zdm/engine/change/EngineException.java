package io.zdm.engine.change;

import org.jspecify.annotations.Nullable;

/** A change cannot go on: what failed, on which object and why, whether the database changed, and what to do now. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean databaseChanged;
    private final String next;

    public EngineException(
            ErrorCode code, String message, boolean databaseChanged, String next, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.databaseChanged = databaseChanged;
        this.next = next;
    }

    public EngineException(ErrorCode code, String message, boolean databaseChanged, String next) {
        this(code, message, databaseChanged, next, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** Whether this command left anything in the database that was not there before. */
    public boolean databaseChanged() {
        return databaseChanged;
    }

    public String next() {
        return next;
    }
}
