package io.zdm.cli.hook;

import java.util.Locale;

/** What hooks are told of. */
enum HookEvent {
    STARTED,
    THROTTLED,
    BLOCKED,
    VERIFY_FAILED,
    WAITING_FOR_CONTRACT,
    UNTIL_REACHED,
    DONE,
    STOPPED,
    FAILED;

    /** As in the message. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
