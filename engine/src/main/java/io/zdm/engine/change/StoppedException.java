package io.zdm.engine.change;

/** Thrown where work ends early because a stop was requested. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoppedException(String reason) {
        super(reason);
    }
}
