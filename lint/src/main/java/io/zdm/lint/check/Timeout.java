package io.zdm.lint.check;

import org.jspecify.annotations.Nullable;

/** A timeout of the session and, until the transaction ends, one of the transaction's own, in milliseconds. */
final class Timeout {

    /** It was set to what cannot be read here, such as a placeholder. */
    static final long UNKNOWN = -1;

    private @Nullable Long session;
    private @Nullable Long local;

    void set(long millis) {
        session = millis;
        local = null;
    }

    void setLocal(long millis) {
        local = millis;
    }

    void reset() {
        session = null;
        local = null;
    }

    void transactionEnds() {
        local = null;
    }

    /** Zero where there is none, as far as the file says. */
    long millis() {
        Long now = local == null ? session : local;
        return now == null ? 0 : now;
    }
}
