package io.zdm.cli.report;

import static io.zdm.cli.report.RunRecord.entry;

import io.zdm.engine.postgres.HistoryReader.Chunk;
import io.zdm.engine.postgres.HistoryReader.Transition;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a change, from what the database has noted of it: phases, requests, chunks of the backfill. */
final class PastRun {

    private static final Set<String> LIVE = Set.of("RUNNING", "PAUSED", "HELD");
    private static final Set<String> OF_THE_RUN = Set.of("begun", "phase", "swapped", "ended", "queued");
    private static final String MADE = "made";

    private final String key;
    private final Status status;
    private final Map<Long, String> tables;
    private final List<Transition> transitions;
    private final boolean last;
    private final Consumer<Consumer<Chunk>> chunksOfIt;

    /**
     * @param key of the change
     * @param tables of the change and its parts, by their numbers
     * @param transitions of the change and its parts, the first of them its beginning
     * @param last whether no other run began after it
     * @param chunksOfIt reads them
     */
    PastRun(
            String key,
            Status status,
            Map<Long, String> tables,
            List<Transition> transitions,
            boolean last,
            Consumer<Consumer<Chunk>> chunksOfIt) {
        this.key = key;
        this.status = status;
        this.tables = tables;
        this.transitions = transitions;
        this.last = last;
        this.chunksOfIt = chunksOfIt;
    }

    String key() {
        return key;
    }

    /** Among all runs. */
    long number() {
        return transitions.get(0).id();
    }

    /** Whether a run of a report was made of what the database knew then. */
    static boolean isMade(Map<String, @Nullable Object> run) {
        return Boolean.TRUE.equals(run.get(MADE));
    }

    /** What a run that was seen from near by does not know: who ran it, and what was asked of it. */
    Map<String, @Nullable Object> said() {
        PastTime time = new PastTime(began());
        return entry(
                "by",
                transitions.get(0).reason(),
                "asked",
                transitions.stream()
                        .filter(t -> !OF_THE_RUN.contains(t.event()))
                        .map(t -> entry(
                                "at",
                                time.of(t.at()),
                                "event",
                                t.event(),
                                "reason",
                                t.reason(),
                                "by",
                                t.byRole() + ", " + t.byClient()))
                        .toList());
    }

    /** As the report holds it; the chunks are read for it. */
    Map<String, @Nullable Object> toJson() {
        PastTime time = new PastTime(began());
        PastChunks chunks = new PastChunks(time);
        chunksOfIt.accept(chunks::add);
        PastSteps steps = new PastSteps(status, tables, time);
        transitions.forEach(steps::add);
        boolean live = last && status.owner() != null && LIVE.contains(status.state());
        if (!steps.isEnded()) {
            steps.endedWithoutAWord(lastSign(chunks), live);
        }
        String reason = transitions.get(0).reason();
        Map<String, @Nullable Object> json = entry(
                "key",
                key,
                "run",
                number(),
                MADE,
                true,
                "id",
                status.id(),
                "kind",
                status.change(),
                "name",
                status.name(),
                "table",
                tables.get(status.id()),
                "direction",
                reason != null && reason.startsWith("back") ? "rollback" : "forward",
                "began",
                began().toString());
        json.putAll(said());
        json.put("result", steps.result());
        json.put("steps", steps.steps());
        json.put("waits", chunks.waits());
        json.put("locks", steps.locks());
        json.put("blocked", List.of());
        json.put("chunks", chunks.series());
        json.put("samples", new LinkedHashMap<>());
        json.put("leftOut", chunks.leftOut());
        return json;
    }

    private Instant began() {
        return transitions.get(0).at();
    }

    /** When anything of it was heard of for the last time. */
    private Instant lastSign(PastChunks chunks) {
        Instant sign = transitions.get(transitions.size() - 1).at();
        sign = later(sign, chunks.lastAt());
        return last && status.owner() != null ? later(sign, status.owner().heartbeatAt()) : sign;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
