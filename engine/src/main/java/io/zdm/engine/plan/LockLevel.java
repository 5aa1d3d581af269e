package io.zdm.engine.plan;

import java.util.Locale;

/** PostgreSQL's table lock modes that the engine asks for, weakest first. */
public enum LockLevel {
    ACCESS_SHARE("nobody but ACCESS EXCLUSIVE"),
    ROW_EXCLUSIVE("no reader and no writer; other schema changes wait"),
    SHARE_UPDATE_EXCLUSIVE("no reader and no writer; VACUUM, ANALYZE and other schema changes wait"),
    SHARE_ROW_EXCLUSIVE("writers wait while it is held; readers do not"),
    ACCESS_EXCLUSIVE("readers and writers wait while it is held");

    private final String blocks;

    LockLevel(String blocks) {
        this.blocks = blocks;
    }

    /** As in {@code LOCK TABLE t IN … MODE}. */
    public String sql() {
        return name().replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    /** Whom it makes wait, for people. */
    public String blocks() {
        return blocks;
    }

    /** Whether a waiter for this lock makes the application queue behind it. */
    public boolean queuesApplication() {
        return compareTo(SHARE_ROW_EXCLUSIVE) >= 0;
    }
}
