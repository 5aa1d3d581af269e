package io.zdm.cli.output;

import io.zdm.engine.change.Limits;
import io.zdm.engine.change.Tuning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How hard a change works, as the options that say so; what is not limited is left out. */
public final class TuningWords {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

    private TuningWords() {}

    /** Values by option, as they could be given again. */
    public static Map<String, String> of(Tuning tuning) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("--workers", String.valueOf(tuning.workers()));
        if (tuning.chunkRows() == null) {
            words.put("--chunk-time", millis(tuning.chunkTime()));
        } else {
            words.put("--chunk-rows", String.valueOf(tuning.chunkRows()));
        }
        put(words, "--max-rate", tuning.maxRate());
        words.put("--lock-timeout", millis(tuning.lockTimeout()));
        words.put("--lock-attempts", String.valueOf(tuning.lockAttempts()));
        words.put("--wait-for-blockers", tuning.blockers().toString());
        words.put("--max-bloat", tuning.maxBloat() + "%");
        words.put("--max-failed-chunks", tuning.maxFailedChunks().toString());
        words.put("--keep-chunks", String.valueOf(tuning.keepChunks()));
        limits(words, tuning.limits());
        return words;
    }

    private static void limits(Map<String, String> words, Limits limits) {
        put(words, "--max-lag", limits.maxLag() == null ? null : lag(limits.maxLag()));
        put(words, "--standby", limits.standbys().isEmpty() ? null : String.join(",", limits.standbys()));
        put(words, "--slot", limits.slots().isEmpty() ? null : String.join(",", limits.slots()));
        put(words, "--max-wal-rate", limits.maxWalRate() == null ? null : size(limits.maxWalRate()));
        put(words, "--max-active", limits.maxActive());
        put(words, "--max-waiters", limits.maxWaiters());
        put(words, "--min-free-disk", limits.minFreeDisk() == null ? null : size(limits.minFreeDisk()));
        put(words, "--wait-for-vacuum", limits.waitForVacuum() ? "true" : null);
        put(words, "--throttle-query", limits.throttleQuery());
        put(words, "--window", limits.window());
        put(words, "--swap-window", limits.swapWindow());
    }

    private static void put(Map<String, String> words, String option, @Nullable Object value) {
        if (value != null) {
            words.put(option, value.toString());
        }
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private static String lag(Limits.Lag lag) {
        if (lag.seconds() == null && lag.bytes() == null) {
            return "off";
        }
        return (lag.seconds() == null ? "" : lag.seconds() + "s")
                + (lag.seconds() == null || lag.bytes() == null ? "" : ",")
                + (lag.bytes() == null ? "" : size(lag.bytes()));
    }

    /** In the largest unit that it is a whole number of. */
    private static String size(long bytes) {
        long value = bytes >> 10;
        int unit = 0;
        while (unit < UNITS.size() - 1 && value % 1024 == 0) {
            value >>= 10;
            unit++;
        }
        return value + UNITS.get(unit);
    }
}
