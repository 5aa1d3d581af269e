package io.zdm.engine.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The phases of a change, in order. */
public enum Phase {
    EXPAND,
    BACKFILL,
    DEPENDENTS,
    VERIFY,
    SWAP,
    CONTRACT;

    /** As on the command line and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first has itself. */
    public Phase previous() {
        return Arrays.stream(values()).filter(p -> p.compareTo(this) < 0).reduce(this, (a, b) -> b);
    }

    public static Optional<Phase> of(String text) {
        return Arrays.stream(values()).filter(p -> p.text().equals(text)).findFirst();
    }
}
