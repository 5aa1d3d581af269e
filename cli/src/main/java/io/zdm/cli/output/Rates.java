package io.zdm.cli.output;

import io.zdm.engine.postgres.StatusReader.Status;
import org.jspecify.annotations.Nullable;

/** Rates and times left, from what was measured. */
public final class Rates {

    private Rates() {}

    /** Null before anything was measured. */
    public static @Nullable Double rowsPerSecond(Status status) {
        return status.backfillSeconds() <= 0 || status.rowsDone() == 0
                ? null
                : status.rowsDone() / status.backfillSeconds();
    }

    /** Zero when done, null where unknown or nothing runs. */
    public static @Nullable Long etaSeconds(Status status) {
        if (status.backfilled()) {
            return 0L;
        }
        Double rate = rateNow(status);
        return rate == null || rate <= 0 || !status.state().equals("RUNNING")
                ? null
                : Math.round(Math.ceil(rowsLeft(status) / rate));
    }

    /** Of the last minutes, waits included; where nothing was written down lately, of the whole backfill. */
    static @Nullable Double rateNow(Status status) {
        Double now = status.now().rowsPerSecond();
        return now == null ? rowsPerSecond(status) : now;
    }

    /** None where the change has no backfill. */
    static long rowsLeft(Status status) {
        return status.backfilled() || !status.now().fills() ? 0 : Math.max(0, status.rowsTotal() - status.rowsDone());
    }

    /** For people. */
    public static String duration(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 120 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }
}
