package io.zdm.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.FailedChunks;
import org.junit.jupiter.api.Test;

class ChunkFailuresTest {

    private final RuntimeException cause = new IllegalStateException("cause");

    private FailedChunks allowed = FailedChunks.parse("3/5");
    private final ChunkFailures failures = new ChunkFailures(7, () -> allowed);

    private void fail(String what) {
        failures.failed(ErrorCode.UNEXPECTED, what, cause);
    }

    @Test
    void tooManyOfTheLastStopTheChange() {
        fail("a");
        failures.succeeded();
        fail("b");

        assertThatThrownBy(() -> fail("a"))
                .isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNEXPECTED);
                    assertThat(e.next()).contains("zdm-batch restart 7");
                })
                .hasMessage("3 of the last 4 chunks failed (--max-failed-chunks=3/5): a; b");
    }

    @Test
    void thoseLongAgoAreForgotten() {
        for (int i = 0; i < 50; i++) {
            fail("every third");
            failures.succeeded();
            failures.succeeded();
        }
        allowed = FailedChunks.parse("2/5");

        assertThatThrownBy(() -> fail("again")).hasMessageStartingWith("2 of the last 5 chunks");
    }

    @Test
    void noneStopsItWhereThatIsOff() {
        allowed = FailedChunks.parse("off");
        for (int i = 0; i < 50; i++) {
            fail("each");
        }
    }

    @Test
    void workersThatWaitForOneLockTogetherFailOnce() {
        allowed = FailedChunks.parse("2/5");
        long together = System.nanoTime();
        failures.gotNoLock(together, cause);
        failures.gotNoLock(together, cause);
        failures.gotNoLock(together, cause);

        assertThatThrownBy(() -> failures.gotNoLock(System.nanoTime() + 1, cause))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT));
    }

    @Test
    void whatIsNoSuchLimitIsSaid() {
        for (String text : new String[] {"", "5", "0/5", "6/5", "1/1001", "-1/5", "5/20 ", "ON"}) {
            assertThatThrownBy(() -> FailedChunks.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("5/20");
        }
        assertThat(FailedChunks.parse("5/20")).isEqualTo(FailedChunks.USUAL).hasToString("5/20");
    }
}
