package io.zdm.lint.check;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where in a file we are: transaction, timeouts, what the file itself has made. */
final class Scene {

    final int version;
    final Known known;
    final Set<String> small;
    final boolean wrapped;

    private final Set<String> made = new HashSet<>();

    /** Strong locks on what was there before, by object; empty outside of a transaction. */
    final Map<String, String> held = new LinkedHashMap<>();

    /** Constraints added NOT VALID in the open transaction. */
    final Set<String> notValidHere = new HashSet<>();

    boolean begun;
    final Timeout lockTimeout = new Timeout();
    final Timeout statementTimeout = new Timeout();
    boolean lockTimeoutReported;

    /** SET LOCAL lock_timeout stood outside of a transaction. */
    boolean lockTimeoutInVain;

    /** @param wrapped whether the tool that runs the file opens a transaction around it */
    Scene(int version, Known known, Set<String> small, boolean wrapped) {
        this.version = version;
        this.known = known;
        this.small = small;
        this.wrapped = wrapped;
    }

    boolean inTransaction() {
        return wrapped || begun;
    }

    void made(String name) {
        made.add(name);
    }

    /** Made in this file, so that nobody else uses it yet; or said to be small. */
    boolean isNew(String name) {
        int dot = name.indexOf('.');
        return made.contains(name)
                || small.contains(name)
                || (dot > 0 && made.contains("schema " + name.substring(0, dot)));
    }

    void transactionEnds() {
        begun = false;
        lockTimeout.transactionEnds();
        statementTimeout.transactionEnds();
        held.clear();
        notValidHere.clear();
    }
}
