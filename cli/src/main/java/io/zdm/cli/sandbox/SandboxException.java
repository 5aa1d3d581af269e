package io.zdm.cli.sandbox;

import org.jspecify.annotations.Nullable;

/** The sandbox cannot be used; the message says why and what to do. No configured database was touched. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
