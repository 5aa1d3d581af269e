package io.zdm.cli.report;

import static io.zdm.cli.report.RunRecord.entry;

import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.HistoryReader.Chunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the chunks of a run's backfill took, and what they waited for. */
final class PastChunks {

    /** Shorter waits are those of a rate, or of one look. */
    private static final long NOTICEABLE_MILLIS = 500;

    /** Waits for the same thing that are no further apart are one: each worker notes its own. */
    private static final double APART = 0.5;

    private static final String RATE = "--max-rate";

    private final PastTime time;
    private final ChunkSeries series = new ChunkSeries();
    private final List<Map<String, @Nullable Object>> waits = new ArrayList<>();
    private Instant lastAt;
    private int leftOut;

    PastChunks(PastTime time) {
        this.time = time;
        this.lastAt = time.began();
    }

    /** In the order in which they ended. */
    void add(Chunk chunk) {
        double at = time.of(chunk.at());
        series.add(
                at,
                Phase.BACKFILL.text(),
                chunk.rows(),
                Duration.ofMillis(chunk.millis()),
                Duration.ofMillis(chunk.waitMillis()));
        lastAt = chunk.at().isAfter(lastAt) ? chunk.at() : lastAt;
        if (chunk.waitReason() != null && !chunk.waitReason().equals(RATE) && chunk.waitMillis() >= NOTICEABLE_MILLIS) {
            double to = Math.max(0, at - chunk.millis() / 1e3);
            waited(chunk.waitReason(), Math.max(0, to - chunk.waitMillis() / 1e3), to);
        }
    }

    private void waited(String reason, double from, double to) {
        Map<String, @Nullable Object> last = waits.isEmpty() ? null : waits.get(waits.size() - 1);
        if (last != null
                && reason.equals(last.get("reason"))
                && Html.number(last.get("to")).doubleValue() + APART >= from) {
            last.merge("from", from, (a, b) -> Math.min((double) a, (double) b));
            last.merge("to", to, (a, b) -> Math.max((double) a, (double) b));
        } else if (waits.size() < RunRecord.MOST) {
            waits.add(entry("signal", reason, "reason", reason, "from", from, "to", to));
        } else {
            leftOut++;
        }
    }

    List<Map<String, @Nullable Object>> waits() {
        return waits;
    }

    Map<String, @Nullable Object> series() {
        return series.toJson();
    }

    /** When the last of them ended; the beginning of the run where there is none. */
    Instant lastAt() {
        return lastAt;
    }

    /** Waits that are too many to be told. */
    int leftOut() {
        return leftOut;
    }
}
