package io.zdm.lint.trace;

import java.util.Locale;

/** PostgreSQL's modes of table locks, from weak to strong. */
enum LockMode {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** As pg_locks says it: AccessExclusiveLock. */
    static LockMode of(String mode) {
        String words = mode.replaceFirst("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return valueOf(words.toUpperCase(Locale.ROOT));
    }

    /** Whether writers wait for it. */
    boolean isStrong() {
        return compareTo(SHARE) >= 0;
    }

    /** As SQL says it: ACCESS EXCLUSIVE. */
    String words() {
        return name().replace('_', ' ');
    }
}
