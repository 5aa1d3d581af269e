package io.zdm.bench;

import java.util.Set;

/**
 * What {@code bench/run} was asked for.
 *
 * @param parts what is measured
 */
record Options(int rows, int rounds, Set<String> parts) {

    private static final Set<String> USUAL = Set.of("startup", "backfill", "impact", "eta", "lint");

    /** Only where it is asked for: it takes much longer. */
    private static final String MASTODON = "mastodon";

    static Options of(String... args) {
        int rows = 2_000_000;
        int rounds = 3;
        Set<String> parts = USUAL;
        for (String arg : args) {
            String name = arg.replaceFirst("^--", "");
            String value = arg.substring(arg.indexOf('=') + 1);
            if (arg.startsWith("--rows=")) {
                rows = Integer.parseInt(value);
            } else if (arg.startsWith("--rounds=")) {
                rounds = Integer.parseInt(value);
            } else if (arg.startsWith("--") && (USUAL.contains(name) || name.equals(MASTODON))) {
                parts = Set.of(name);
            } else {
                throw new IllegalArgumentException(arg + " is no option; see bench/run --help");
            }
        }
        return new Options(rows, rounds, parts);
    }

    boolean startup() {
        return parts.contains("startup");
    }

    boolean backfill() {
        return parts.contains("backfill");
    }

    boolean impact() {
        return parts.contains("impact");
    }

    boolean eta() {
        return parts.contains("eta");
    }

    boolean lint() {
        return parts.contains("lint");
    }

    boolean mastodon() {
        return parts.contains(MASTODON);
    }
}
