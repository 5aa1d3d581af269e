package io.zdm.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.postgres.PartitionReader.Partition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTextTest {

    private static Partition partition(int number, String state, long done) {
        return new Partition("p%04d".formatted(number), done, 25_000, 7, state);
    }

    @Test
    void saysHowFarEachIs() {
        List<List<String>> rows = PartitionText.rows(
                List.of(partition(1, "done", 25_000), partition(2, "at work", 12_000), partition(3, "not begun", 0)));

        assertThat(rows)
                .containsExactly(
                        List.of("Partitions", "3: 1 done, 1 not begun, 1 at work"),
                        List.of("", "p0001  done       25,000 of 25,000 rows in 7 chunks"),
                        List.of("", "p0002  at work    12,000 of about 25,000 rows in 7 chunks"),
                        List.of("", "p0003  not begun  0 of about 25,000 rows in 7 chunks"));
    }

    @Test
    void ofManyThoseAreShownThatSomethingIsToBeSaidOf() {
        List<Partition> many = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            many.add(partition(i, i == 30 ? "failed" : i == 35 ? "at work" : "done", 25_000));
        }
        List<List<String>> rows = PartitionText.rows(many);

        assertThat(rows).hasSize(14);
        assertThat(rows.toString())
                .contains("40: 38 done, 1 at work, 1 failed", "p0030  failed", "p0035", "and 28 more");
    }

    @Test
    void oneAloneAndWhatIsDoneTakesNoRoom() {
        assertThat(PartitionText.rows(List.of(partition(1, "at work", 1)))).isEmpty();
        assertThat(PartitionText.rows(List.of(partition(1, "done", 1), partition(2, "done", 1))))
                .containsExactly(List.of("Partitions", "2: 2 done"));
    }
}
