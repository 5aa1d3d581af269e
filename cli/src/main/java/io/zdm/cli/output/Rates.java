package io.zdm.cli.output;

import io.zdm.engine.postgres.StatusReader.Status;
import org.jspecify.annotations.Nullable;

/** Rates and times left, from what was measured. */
final class Rates {

    private Rates() {}

    /** Null before anything was measured. */
    static @Nullable Double rowsPerSecond(Status status) {
        return status.backfillSeconds() <= 0 || status.rowsDone() == 0
                ? null
                : status.rowsDone() / status.backfillSeconds();
    }

    /** Zero when done, null where unknown or nothing runs. */
    static @Nullable Long etaSeconds(Status status) {
        if (status.backfilled()) {
            return 0L;
        }
        Double rate = rowsPerSecond(status);
        return rate == null || !status.state().equals("RUNNING")
                ? null
                : Math.round(Math.ceil((status.rowsTotal() - status.rowsDone()) / rate));
    }
}
