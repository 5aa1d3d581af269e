package io.zdm.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.observe.Observers;
import io.zdm.engine.change.ChangeEvent.Partitioned;
import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.WalkDone;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.Reporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress, with and without a terminal, narrow and wide. */
class ConsoleReporterTest {

    private static final ChangeSubject CHANGE = new ChangeSubject(1, "changeColumnType", "a-name", "app.item");
    private static final String REASON =
            "the standby 'far' is 31.5 s behind, which is more than --max-lag=30s allows it to be";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void walk(Reporter change) {
        change.happened(new Partitioned("backfill", 2));
        change.progress("Backfill", 0, 1000);
        change.happened(new StepBegan("backfill", "fill:p0001", true));
        change.progress("Backfill", 500, 1000);
        change.happened(new StepEnded("backfill", "fill:p0001", true, Duration.ofSeconds(1), true));
        change.happened(new Throttled("standby-lag", REASON));
        change.say("Waiting: " + REASON);
    }

    @Test
    void plainLinesHoldNothingButText() {
        try (ConsoleReporter reporter = new ConsoleReporter(err, false, Screen.NONE, Observers.none())) {
            Reporter change = reporter.of(CHANGE);
            walk(change);
            change.happened(new StepBegan("backfill", "fill:p0002", true));
            // The last chunk: its partition is not at its end yet, and nothing is said of it.
            change.progress("Backfill", 1000, 1000);
            assertThat(printed()).doesNotContain("(100 %)", "at work");
            change.happened(new StepEnded("backfill", "fill:p0002", true, Duration.ofSeconds(1), true));
            change.happened(new WalkDone("backfill"));
            change.progress("Backfill", 990, 990);
        }
        assertThat(printed())
                .doesNotContain("\r", "\u001b")
                .contains("Waiting: " + REASON + "\n")
                .contains("Backfill: 990 of 990 rows (100 %)", ", all 2 partitions done\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void noLineOfTheLiveBarIsWiderThanTheTerminal(int width) {
        try (ConsoleReporter reporter =
                new ConsoleReporter(err, true, new Screen(width, width, true), Observers.none())) {
            Reporter change = reporter.of(CHANGE);
            walk(change);
            change.progress("Backfill", 600, 1000);
        }
        String bar = printed()
                .lines()
                .flatMap(line -> java.util.Arrays.stream(line.split("\r")))
                .filter(line -> line.startsWith("Backfill"))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(bar.stripTrailing()).hasSizeLessThanOrEqualTo(width).contains("waiting: the");
        assertThat(printed().lines().flatMap(line -> java.util.Arrays.stream(line.split("\r"))))
                .filteredOn(line -> line.startsWith("Backfill"))
                .allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThanOrEqualTo(width));
        assertThat(printed()).contains("\u001b[33mWaiting: ");
    }

    @Test
    void coloursAreLeftOutWhereTheyAreNotWanted() {
        try (ConsoleReporter reporter = new ConsoleReporter(err, true, new Screen(80, 80, false), Observers.none())) {
            walk(reporter.of(CHANGE));
        }
        assertThat(printed()).doesNotContain("\u001b[33m");
        assertThat(printed().replace('\n', ' ')).contains("Waiting: " + REASON);
        assertThat(printed().lines().filter(line -> line.startsWith("Waiting")))
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).endsWith("--max-lag=30s"));
    }
}
