package io.zdm.lint.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.trace.Seen;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The labels of the corpus are what PostgreSQL does. With -Dzdm.write=true they are written. */
class CorpusPostgresTest {

    @Test
    void someLabelsAreWhatPostgresqlDoes() {
        for (Corpus corpus : Corpus.ALL) {
            Labels labels = Labels.read(corpus, 17);
            try (TracedCorpus traced = new TracedCorpus(17, corpus)) {
                every(corpus.examples(), 25)
                        .forEach(example -> assertThat(Labels.of(traced.trace(example)))
                                .as(example.id())
                                .isEqualTo(labels.of(example)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 14, 15, 16, 18})
    @Tag("long")
    void allLabelsAreWhatEachVersionDoes(int major) throws IOException {
        for (Corpus corpus : Corpus.ALL) {
            Labels labels = new Labels();
            try (TracedCorpus traced = new TracedCorpus(major, corpus)) {
                for (Example example : corpus.examples()) {
                    List<Seen> seen = traced.trace(example);
                    labels.put(example, Labels.of(seen));
                    print(major, example, seen);
                }
            }
            if (Boolean.getBoolean("zdm.write")) {
                labels.write(corpus, major);
            }
            Labels stored = Labels.read(corpus, major);
            corpus.examples()
                    .forEach(example ->
                            assertThat(labels.of(example)).as(example.id()).isEqualTo(stored.of(example)));
        }
    }

    private static Stream<Example> every(List<Example> examples, int step) {
        return IntStream.iterate(0, i -> i < examples.size(), i -> i + step).mapToObj(examples::get);
    }

    private static void print(int major, Example example, List<Seen> all) {
        System.out.println("## " + major + " " + example.id());
        for (Seen seen : all) {
            System.out.println("  " + seen.verdict() + " "
                    + seen.statement().text().replaceAll("\\s+", " ") + " :: "
                    + (seen.error() == null ? "" : seen.error().replace("\n", " ")) + " " + seen.locks() + " "
                    + seen.work() + " " + seen.gone());
        }
    }
}
