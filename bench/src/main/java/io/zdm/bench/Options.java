package io.zdm.bench;

/** What {@code bench/run} was asked for. */
record Options(int rows, int rounds, boolean backfill, boolean startup, boolean impact, boolean eta, boolean mastodon) {

    static Options of(String... args) {
        int rows = 2_000_000;
        int rounds = 3;
        boolean backfill = true;
        boolean startup = true;
        boolean impact = true;
        boolean eta = true;
        boolean mastodon = false;
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            if (arg.startsWith("--rows=")) {
                rows = Integer.parseInt(value);
            } else if (arg.startsWith("--rounds=")) {
                rounds = Integer.parseInt(value);
            } else if (arg.equals("--startup")) {
                backfill = false;
                impact = false;
                eta = false;
            } else if (arg.equals("--backfill")) {
                startup = false;
                impact = false;
                eta = false;
            } else if (arg.equals("--impact")) {
                startup = false;
                backfill = false;
                eta = false;
            } else if (arg.equals("--eta")) {
                startup = false;
                backfill = false;
                impact = false;
            } else if (arg.equals("--mastodon")) {
                startup = false;
                backfill = false;
                impact = false;
                eta = false;
                mastodon = true;
            } else {
                throw new IllegalArgumentException(arg + " is no option; see bench/run --help");
            }
        }
        return new Options(rows, rounds, backfill, startup, impact, eta, mastodon);
    }
}
