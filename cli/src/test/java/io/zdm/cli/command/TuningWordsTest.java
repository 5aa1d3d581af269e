package io.zdm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.output.TuningWords;
import io.zdm.engine.change.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is shown of a tuning can be given again, and means the same. */
class TuningWordsTest {

    @Test
    void eachOptionIsUnderstoodAsItIsShown() {
        List<String> given = List.of(
                "--workers=3",
                "--chunk-time=350ms",
                "--max-rate=20000",
                "--lock-timeout=120ms",
                "--lock-attempts=7",
                "--wait-for-blockers=cancel",
                "--max-bloat=40%",
                "--max-failed-chunks=2/9",
                "--keep-chunks=3",
                "--max-lag=10s,64MB",
                "--standby=one,two",
                "--slot=a",
                "--max-wal-rate=16MB",
                "--max-active=50",
                "--max-waiters=0",
                "--min-free-disk=1500kB",
                "--wait-for-vacuum",
                "--throttle-query=SELECT false",
                "--window=22:00-06:00[Europe/Berlin]",
                "--swap-window=02:00-04:00[UTC]");
        Tuning tuning = parsed(given);
        Map<String, String> words = TuningWords.of(tuning);
        assertThat(words).hasSameSizeAs(given).containsEntry("--min-free-disk", "1500kB");
        assertThat(parsed(words.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList()))
                .isEqualTo(tuning);
        assertThat(TuningWords.of(parsed(List.of("--chunk-rows=500", "--max-lag=off"))))
                .containsEntry("--chunk-rows", "500")
                .containsEntry("--max-lag", "off")
                .doesNotContainKey("--chunk-time");
        assertThat(TuningWords.of(Tuning.DEFAULT)).doesNotContainKeys("--max-lag", "--window", "--max-rate");
    }

    private static Tuning parsed(List<String> arguments) {
        TuningOptions options = new TuningOptions();
        new CommandLine(options)
                .registerConverter(Duration.class, new DurationConverter())
                .parseArgs(arguments.toArray(String[]::new));
        return options.tuning();
    }
}
