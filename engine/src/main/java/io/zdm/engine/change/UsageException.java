package io.zdm.engine.change;

/** What the user typed cannot be understood or found: exit code 2, the database untouched. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
