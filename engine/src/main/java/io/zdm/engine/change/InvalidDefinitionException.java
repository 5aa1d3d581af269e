package io.zdm.engine.change;

/** A definition that says too little or something contradictory; the message says what to write instead. */
public final class InvalidDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidDefinitionException(String message) {
        super(message);
    }
}
