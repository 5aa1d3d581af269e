package io.zdm.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.postgres.StatusReader.Now;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TotalLeftTest {

    private static Status change(String state, long left, @Nullable Double rate) {
        return new Status(
                1,
                "changeColumnType",
                "n",
                "app",
                "t",
                List.of("app.t"),
                state,
                "forward",
                "backfill",
                "swap",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                0,
                left,
                0,
                0,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                new Now(rate, rate == null ? null : "", true, null));
    }

    @Test
    void ownersWorkBesideOneAnotherOnWhatIsLeft() {
        TotalLeft left = TotalLeft.of(
                List.of(change("RUNNING", 1000, 10.0), change("RUNNING", 500, 10.0), change("QUEUED", 2500, null)));

        assertThat(left).isEqualTo(new TotalLeft(4000, 3, 2, 20, 200));
        assertThat(left.text()).contains("about 4 min", "4,000 rows of 3 changes at 20 rows/s", "2 running now");
    }

    @Test
    void noTwoShareATableSoTheSlowestCounts() {
        TotalLeft left = TotalLeft.of(List.of(change("RUNNING", 1000, 1.0), change("RUNNING", 100, 99.0)));

        assertThat(left.seconds()).isEqualTo(1000);
    }

    @Test
    void whatDoesNotRunAndIsNotQueuedIsNoPartOfIt() {
        TotalLeft left = TotalLeft.of(
                List.of(change("RUNNING", 100, 10.0), change("FAILED", 999, null), change("HELD", 999, null)));

        assertThat(left.seconds()).isEqualTo(10);
        assertThat(left.isKnown()).isFalse();
    }

    @Test
    void withoutARateNothingIsSaid() {
        assertThat(TotalLeft.of(List.of(change("RUNNING", 100, null), change("QUEUED", 100, null)))
                        .isKnown())
                .isFalse();
    }
}
