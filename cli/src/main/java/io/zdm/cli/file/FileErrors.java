package io.zdm.cli.file;

import io.zdm.engine.change.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The errors of change files, with their places; all of them are shown together. */
final class FileErrors {

    private final List<Entry> errors = new ArrayList<>();

    /** @param line from 1, as column */
    private record Entry(Path file, int line, int column, String message) {

        @Override
        public String toString() {
            return "%s:%d:%d: %s".formatted(file, line, column, message);
        }
    }

    void add(Path file, int line, int column, String message) {
        errors.add(new Entry(file, line, column, message));
    }

    void add(Path file, Mark mark, String message) {
        add(file, mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    void add(Path file, Node node, String message) {
        add(file, node.getStartMark(), message);
    }

    int count() {
        return errors.size();
    }

    /** @throws UsageException with one line for each error, where there is any */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            String lines = errors.stream()
                    .sorted(Comparator.comparing(Entry::file)
                            .thenComparingInt(Entry::line)
                            .thenComparingInt(Entry::column))
                    .map(Entry::toString)
                    .collect(Collectors.joining("\n"));
            throw new UsageException("%s\n%d error%s in change files. Nothing was run."
                    .formatted(lines, errors.size(), errors.size() == 1 ? "" : "s"));
        }
    }
}
