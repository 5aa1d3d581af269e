package io.zdm.cli.output;

import io.zdm.engine.postgres.PartitionReader.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The partitions of a backfill, for people. */
final class PartitionText {

    /** More are not read at once; those of which something is to be said come first. */
    private static final int MOST = 12;

    private static final List<String> BY_WEIGHT =
            List.of("failed", "cut off", "at work", "stopped", "not begun", "done");

    private PartitionText() {}

    /** Names and texts; none where one partition alone says nothing that the backfill does not. */
    static List<List<String>> rows(List<Partition> partitions) {
        if (partitions.size() <= 1) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Partitions", sum(partitions)));
        if (partitions.stream().allMatch(p -> p.state().equals("done"))) {
            return rows;
        }
        List<Partition> shown = partitions.stream()
                .sorted(Comparator.comparingInt(p -> BY_WEIGHT.indexOf(p.state())))
                .limit(MOST)
                .sorted(Comparator.comparingInt(partitions::indexOf))
                .toList();
        String line = "%%-%ds  %%-%ds  %%s of %%s rows in %%,d chunks"
                .formatted(widest(shown, Partition::name), widest(shown, Partition::state));
        shown.forEach(p -> rows.add(List.of(
                "",
                line.formatted(
                        p.name(),
                        p.state(),
                        "%,d".formatted(p.rowsDone()),
                        (p.state().equals("done") ? "" : "about ") + "%,d".formatted(p.rowsTotal()),
                        p.chunks()))));
        if (partitions.size() > MOST) {
            rows.add(List.of("", "… and %d more; --output=json has all".formatted(partitions.size() - MOST)));
        }
        return rows;
    }

    /** "8: 3 done, 1 at work, 4 not begun". */
    private static String sum(List<Partition> partitions) {
        List<String> counts = new ArrayList<>();
        for (int i = BY_WEIGHT.size() - 1; i >= 0; i--) {
            String state = BY_WEIGHT.get(i);
            long count =
                    partitions.stream().filter(p -> p.state().equals(state)).count();
            if (count > 0) {
                counts.add(count + " " + state);
            }
        }
        return partitions.size() + ": " + String.join(", ", counts);
    }

    private static int widest(List<Partition> partitions, Function<Partition, String> text) {
        return partitions.stream().mapToInt(p -> text.apply(p).length()).max().orElse(1);
    }
}
