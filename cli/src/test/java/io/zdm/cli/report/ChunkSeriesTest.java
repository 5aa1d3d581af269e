package io.zdm.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows per second as the clock has them. */
class ChunkSeriesTest {

    private final ChunkSeries series = new ChunkSeries();

    private List<Double> figures(String name) {
        return Html.list(series.toJson().get(name)).stream()
                .map(n -> Html.number(n).doubleValue())
                .toList();
    }

    private void assertRate(double expected) {
        List<Double> rows = figures("rows");
        List<Double> seconds = figures("seconds");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).as("span " + i).isCloseTo(expected * seconds.get(i), offset(0.1));
        }
    }

    @Test
    void aChunkThatWaitedForItsRateIsNoFasterThanThat() {
        for (int i = 1; i <= 30; i++) {
            series.add(i * 0.1, "backfill", 100, Duration.ofMillis(10), Duration.ofMillis(90));
        }
        assertRate(1000);
        assertThat(figures("rows").stream().mapToDouble(r -> r).sum()).isCloseTo(3000, offset(0.1));
        assertThat(figures("chunks").stream().mapToDouble(c -> c).sum()).isEqualTo(30);
    }

    @Test
    void workersBesideOneAnotherAddUp() {
        for (int i = 1; i <= 10; i++) {
            series.add(i * 0.3, "backfill", 300, Duration.ofMillis(300), Duration.ZERO);
            series.add(i * 0.3, "backfill", 600, Duration.ofMillis(300), Duration.ZERO);
        }
        assertRate(3000);
    }

    @Test
    void howeverLongItTakesThereAreSoManyFiguresAndNoMore() {
        series.add(0.2, "backfill", 100, Duration.ofMillis(200), Duration.ZERO);
        series.add(36_000, "backfill", 100, Duration.ofMillis(200), Duration.ofSeconds(35_999));
        for (int i = 0; i < 5000; i++) {
            series.add(36_000 + i, "verify", 1000, Duration.ofSeconds(1), Duration.ZERO);
        }
        assertThat(figures("at")).hasSizeLessThanOrEqualTo(601);
        assertThat(figures("rows").stream().mapToDouble(r -> r).sum()).isCloseTo(5_000_200, offset(1.0));
        Map<String, ?> json = series.toJson();
        assertThat(String.valueOf(json.get("phase"))).contains("backfill", "verify");
    }
}
