package io.zdm.lint.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How often the rules are right, by the labels of the trace. */
class CorpusTest {

    @Test
    void rulesAreRightAboutNearlyAllStatements() {
        Score score = Score.of(Corpus.ALL, 17);
        System.out.println(score);
        assertThat(score.statements()).isGreaterThanOrEqualTo(400);
        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void theyAreAsRightAboutWhatTheyWereNotWrittenWith() {
        Score score = Score.of(List.of(Corpus.HELD_OUT), 17);
        System.out.println("held out: " + score);
        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.9);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.9);
    }
}
