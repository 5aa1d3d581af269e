package io.zdm.cli.command;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.FailedChunks;
import io.zdm.engine.change.Limits;
import io.zdm.engine.change.Limits.Lag;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.change.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How hard a change works; never part of its identity, so that a restart may change it. */
public final class TuningOptions {

    public static final int MOST_WORKERS = 64;

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
            description = "what a chunk should take; its size adapts, and beside other writers it is much shorter"
                    + " (default: ${DEFAULT-VALUE})")
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

    @Option(
            names = "--wait-for-blockers",
            paramLabel = "report|cancel|terminate",
            converter = BlockersConverter.class,
            defaultValue = "report",
            description =
                    "what becomes of sessions that stay in the way of a lock: named, their statement cancelled, or"
                            + " their session ended; autovacuum is spared (default: ${DEFAULT-VALUE})")
    Blockers blockers = Tuning.DEFAULT.blockers();

    @Option(
            names = "--max-bloat",
            paramLabel = "PERCENT",
            converter = PercentConverter.class,
            defaultValue = "25%",
            description = "vacuum the table between chunks when so many of its rows are dead; 0%% for never (default:"
                    + " ${DEFAULT-VALUE})")
    int maxBloat = Tuning.DEFAULT.maxBloat();

    @Option(
            names = "--max-failed-chunks",
            paramLabel = "N/OF",
            converter = FailedChunksConverter.class,
            defaultValue = "5/20",
            description = "stop the change when so many of its last chunks failed, off for never (default:"
                    + " ${DEFAULT-VALUE})")
    FailedChunks maxFailedChunks = FailedChunks.USUAL;

    @Option(
            names = "--keep-chunks",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "how long what each chunk took is kept, for status --chunks; 0 writes nothing down (default:"
                    + " ${DEFAULT-VALUE})")
    int keepChunks = Tuning.DEFAULT.keepChunks();

    @Option(
            names = "--max-lag",
            paramLabel = "LAG",
            converter = LagConverter.class,
            description =
                    "how far a standby may be behind: 10s, 64MB, 10s,64MB or off (default: 30s, where this role may"
                            + " see it)")
    @Nullable
    Lag maxLag;

    @Option(
            names = "--standby",
            paramLabel = "NAME",
            split = ",",
            description = "the only standbys that count for --max-lag, by application_name (default: all)")
    List<String> standbys = new ArrayList<>();

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            split = ",",
            description = "replication slots whose readers count for --max-lag as well, read or not (default: none)")
    List<String> slots = new ArrayList<>();

    @Option(
            names = "--max-wal-rate",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "wait while the server writes more WAL per second, for example 16MB (default: no limit)")
    @Nullable
    Long maxWalRate;

    @Option(
            names = "--max-active",
            paramLabel = "N",
            description = "wait while more than N sessions of others are active (default: no limit)")
    @Nullable
    Integer maxActive;

    @Option(
            names = "--max-waiters",
            paramLabel = "N",
            description =
                    "wait while more than N sessions wait for a lock on the table, and give up a wait for a lock that"
                            + " more than N wait behind (default: no limit)")
    @Nullable
    Integer maxWaiters;

    @Option(
            names = "--min-free-disk",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description =
                    "wait while the server's disks have less room (default: 1GB, where that can be seen: the server"
                            + " runs on this machine and the role may read its settings)")
    @Nullable
    Long minFreeDisk;

    @Option(
            names = "--wait-for-vacuum",
            negatable = true,
            description = "wait while somebody else, autovacuum too, vacuums the table (default: no)")
    boolean waitForVacuum;

    @Option(names = "--throttle-query", paramLabel = "SQL", description = "wait while this query's one value is true")
    @Nullable
    String throttleQuery;

    @Option(
            names = "--window",
            paramLabel = "HOURS",
            converter = WindowConverter.class,
            description = "work only in these hours, for example 22:00-06:00[Europe/Berlin] (default: always)")
    @Nullable
    Window window;

    @Option(
            names = "--swap-window",
            paramLabel = "HOURS",
            converter = WindowConverter.class,
            description = "swap only in these hours; the rest is done at any time (default: always)")
    @Nullable
    Window swapWindow;

    /** What becomes of blockers. */
    static final class BlockersConverter implements ITypeConverter<Blockers> {
        @Override
        public Blockers convert(String text) {
            return Arrays.stream(Blockers.values())
                    .filter(b -> b.toString().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + text + "' is none of report, cancel, terminate"));
        }
    }

    /** Percent, with or without the sign. */
    static final class PercentConverter implements ITypeConverter<Integer> {

        private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%?");

        @Override
        public Integer convert(String text) {
            Matcher matcher = PERCENT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a percentage such as 25%");
            }
            return Integer.valueOf(matcher.group(1));
        }
    }

    /** So many of so many. */
    static final class FailedChunksConverter implements ITypeConverter<FailedChunks> {
        @Override
        public FailedChunks convert(String text) {
            try {
                return FailedChunks.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Hours of the day. */
    static final class WindowConverter implements ITypeConverter<Window> {
        @Override
        public Window convert(String text) {
            try {
                return Window.parse(text);
            } catch (UsageException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** What is given here, and the rest as it was. */
    Tuning over(Tuning before, Predicate<String> isGiven) {
        Tuning asked = tuning();
        Limits was = before.limits();
        boolean chunkTimeGiven = isGiven.test("--chunk-time");
        return new Tuning(
                isGiven.test("--workers") ? workers : before.workers(),
                chunkTimeGiven ? chunkTime : before.chunkTime(),
                isGiven.test("--chunk-rows") ? chunkRows : chunkTimeGiven ? null : before.chunkRows(),
                isGiven.test("--max-rate") ? maxRate : before.maxRate(),
                isGiven.test("--lock-timeout") ? lockTimeout : before.lockTimeout(),
                isGiven.test("--lock-attempts") ? lockAttempts : before.lockAttempts(),
                isGiven.test("--wait-for-blockers") ? blockers : before.blockers(),
                isGiven.test("--max-bloat") ? maxBloat : before.maxBloat(),
                new Limits(
                        maxLag == null ? was.maxLag() : maxLag,
                        isGiven.test("--standby") ? asked.limits().standbys() : was.standbys(),
                        isGiven.test("--slot") ? asked.limits().slots() : was.slots(),
                        maxWalRate == null ? was.maxWalRate() : maxWalRate,
                        maxActive == null ? was.maxActive() : maxActive,
                        maxWaiters == null ? was.maxWaiters() : maxWaiters,
                        minFreeDisk == null ? was.minFreeDisk() : minFreeDisk,
                        isGiven.test("--wait-for-vacuum") ? waitForVacuum : was.waitForVacuum(),
                        throttleQuery == null ? was.throttleQuery() : throttleQuery,
                        window == null ? was.window() : window,
                        swapWindow == null ? was.swapWindow() : swapWindow),
                isGiven.test("--max-failed-chunks") ? maxFailedChunks : before.maxFailedChunks(),
                isGiven.test("--keep-chunks") ? Integer.valueOf(keepChunks) : before.keepChunks(),
                before.acceptNulls());
    }

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
        if (workers > MOST_WORKERS) {
            throw new UsageException("--workers=" + workers + ": at most " + MOST_WORKERS);
        }
        if (keepChunks < 0) {
            throw new UsageException("--keep-chunks=" + keepChunks + ": must be 0 or more");
        }
        return new Tuning(
                workers,
                chunkTime,
                chunkRows,
                maxRate,
                lockTimeout,
                lockAttempts,
                blockers,
                maxBloat,
                limits(),
                maxFailedChunks,
                keepChunks,
                false);
    }

    private Limits limits() {
        if (maxActive != null) {
            positive("--max-active", maxActive);
        }
        if (maxWaiters != null && maxWaiters < 0) {
            throw new UsageException("--max-waiters=" + maxWaiters + ": must be 0 or more");
        }
        return new Limits(
                maxLag,
                List.copyOf(standbys),
                List.copyOf(slots),
                maxWalRate,
                maxActive,
                maxWaiters,
                minFreeDisk,
                waitForVacuum,
                throttleQuery,
                window,
                swapWindow);
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + "=" + value + ": must be 1 or more");
        }
    }
}
