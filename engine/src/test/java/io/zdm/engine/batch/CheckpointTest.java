package io.zdm.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.batch.Checkpoint.Half;
import io.zdm.engine.postgres.KeyRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.test.MetaDataInstanceFactory;

final class CheckpointTest {

    private static final KeyRange RANGE = new KeyRange(List.of("1", "a,\"b\""), List.of("9", "ß"));

    private final StepExecution execution = MetaDataInstanceFactory.createStepExecution();

    private Checkpoint begun() {
        execution.setExecutionContext(Checkpoint.of(RANGE));
        return new Checkpoint(execution);
    }

    @Test
    void isReadBackFromWhatTheJobRepositoryKeeps() {
        Checkpoint checkpoint = begun();
        checkpoint.advance(List.of("5", "x"), RANGE.to(List.of("5", "x")));

        Checkpoint again = new Checkpoint(execution);

        assertThat(again.rest()).isEqualTo(RANGE.from(List.of("5", "x")));
        assertThat(again.left()).containsExactly(RANGE.to(List.of("5", "x")));
        assertThat(again.atEnd()).isFalse();
    }

    @Test
    void isAtItsEndWhenThereIsNoNextKey() {
        Checkpoint checkpoint = begun();
        checkpoint.advance(null, (KeyRange) null);

        assertThat(new Checkpoint(execution).atEnd()).isTrue();
    }

    @Test
    void keepsARangeUntilItWasVisitedAgain() {
        Checkpoint checkpoint = begun();
        Half half = new Half(RANGE.to(List.of("5", "x")), 7);
        checkpoint.advance(List.of("5", "x"), half);
        checkpoint.advance(null, new Half(RANGE.from(List.of("5", "x")), 0));

        Checkpoint again = new Checkpoint(execution);
        assertThat(again.halves()).containsExactly(half, new Half(RANGE.from(List.of("5", "x")), 0));
        again.visitedAgain(half, half.range());

        assertThat(new Checkpoint(execution).halves()).containsExactly(new Half(RANGE.from(List.of("5", "x")), 0));
        assertThat(new Checkpoint(execution).left()).containsExactly(half.range());
    }

    @Test
    void forgetsARangeThatWasComeBackTo() {
        Checkpoint checkpoint = begun();
        checkpoint.advance(null, RANGE);
        checkpoint.cameBackTo(RANGE);

        assertThat(new Checkpoint(execution).left()).isEmpty();
    }

    /** A chunk that is rolled back must leave nothing in memory either: the next commit would write it. */
    @Test
    void isAsBeforeWhenTheChunkFailed() {
        Checkpoint checkpoint = begun();
        execution.setVersion(3);
        execution.setWriteCount(100);
        Checkpoint.Saved saved = checkpoint.save();
        checkpoint.advance(List.of("5", "x"), RANGE);
        execution.setWriteCount(200);
        execution.incrementCommitCount();
        execution.incrementVersion();

        checkpoint.restore(saved);

        assertThat(checkpoint.rest()).isEqualTo(RANGE);
        assertThat(checkpoint.left()).isEmpty();
        assertThat(new Checkpoint(execution).rest()).isEqualTo(RANGE);
        assertThat(execution.getWriteCount()).isEqualTo(100);
        assertThat(execution.getCommitCount()).isZero();
        assertThat(execution.getVersion()).isEqualTo(3);
    }
}
