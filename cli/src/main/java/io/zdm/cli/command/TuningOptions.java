package io.zdm.cli.command;

import io.zdm.engine.change.Tuning;
import io.zdm.engine.change.UsageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How hard a change works; never part of its identity, so that a restart may change it. */
public final class TuningOptions {

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "partitions filled at the same time (default: ${DEFAULT-VALUE})")
    int workers = 1;

    @Option(
            names = "--chunk-time",
            paramLabel = "TIME",
            defaultValue = "200ms",
            description = "what a chunk should take; its size adapts (default: ${DEFAULT-VALUE})")
    Duration chunkTime = Tuning.DEFAULT.chunkTime();

    @Option(names = "--chunk-rows", paramLabel = "N", description = "a fixed number of rows per chunk instead")
    @Nullable
    Integer chunkRows;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description = "at most N rows per second over all workers (default: no limit)")
    @Nullable
    Integer maxRate;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            defaultValue = "500ms",
            description =
                    "the longest wait for a lock, below the server's deadlock_timeout (default: ${DEFAULT-VALUE})")
    Duration lockTimeout = Tuning.DEFAULT.lockTimeout();

    @Option(
            names = "--lock-attempts",
            paramLabel = "N",
            defaultValue = "30",
            description = "how often a lock is tried, over about ten minutes (default: ${DEFAULT-VALUE})")
    int lockAttempts = Tuning.DEFAULT.lockAttempts();

    /** @throws UsageException where a value makes no sense */
    Tuning tuning() {
        positive("--workers", workers);
        positive("--lock-attempts", lockAttempts);
        if (chunkRows != null) {
            positive("--chunk-rows", chunkRows);
        }
        if (maxRate != null) {
            positive("--max-rate", maxRate);
        }
        if (workers > 64) {
            throw new UsageException("--workers=" + workers + ": at most 64");
        }
        return new Tuning(workers, chunkTime, chunkRows, maxRate, lockTimeout, lockAttempts, false);
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + "=" + value + ": must be 1 or more");
        }
    }
}
