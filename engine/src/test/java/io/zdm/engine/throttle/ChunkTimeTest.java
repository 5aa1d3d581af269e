package io.zdm.engine.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.change.Tuning;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChunkTimeTest {

    private static final double ALL = Tuning.DEFAULT.chunkTime().toNanos();

    private long now;
    private final ChunkTime time = new ChunkTime(() -> Tuning.DEFAULT, () -> now);

    @Test
    void beginsAsBesideOthersUntilItIsKnownThatThereAreNone() {
        chunks(100, Duration.ofMillis(30), false, false);

        assertThat(part()).isEqualTo(ChunkTime.BESIDE_OTHERS);
    }

    @Test
    void takesAllOfTheTimeWhereNobodyElseWrites() {
        chunks(400, Duration.ofMillis(100), false, false);

        assertThat(part()).isEqualTo(1);
    }

    @Test
    void isShortAgainWithTheFirstChunkThatSeesAnotherWriter() {
        chunks(400, Duration.ofMillis(100), false, false);

        chunks(1, Duration.ofMillis(100), false, true);

        assertThat(part()).isEqualTo(ChunkTime.BESIDE_OTHERS);
    }

    @Test
    void shrinksWhileChunksAreWaitedForAndGrowsSlowlyAgain() {
        chunks(1, Duration.ofMillis(30), true, true);
        assertThat(part()).isEqualTo(ChunkTime.BESIDE_OTHERS / 2);

        chunks(20, Duration.ofMillis(30), true, true);
        assertThat(part()).isEqualTo(ChunkTime.SHORTEST);

        chunks(1, Duration.ofMillis(30), false, true);
        assertThat(part()).isBetween(ChunkTime.SHORTEST * 1.001, ChunkTime.SHORTEST * 1.05);
    }

    private void chunks(int n, Duration each, boolean waiting, boolean writing) {
        for (int i = 0; i < n; i++) {
            now += each.toNanos();
            time.seen(waiting, writing);
        }
    }

    private double part() {
        return time.next().toNanos() / ALL;
    }
}
