package io.zdm.lint.corpus;

import io.zdm.lint.trace.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the trace has said of each statement of each example, a line an example: its id, a tab, a word a statement. */
final class Labels {

    private static final int MAIN = 17;

    private final Map<String, List<String>> byId = new LinkedHashMap<>();

    /** Those of a version: of 17, but for what is different. */
    static Labels read(Corpus corpus, int major) {
        Labels labels = new Labels();
        labels.add(corpus.labels());
        if (major != MAIN) {
            labels.add(corpus.labels(major));
        }
        return labels;
    }

    private void add(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t", -1);
                byId.put(parts[0], parts[1].isEmpty() ? List.of() : List.of(parts[1].split(" ", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> of(List<Seen> seen) {
        return seen.stream()
                .map(each -> each.verdict().name().toLowerCase(Locale.ROOT))
                .toList();
    }

    List<String> of(Example example) {
        return byId.getOrDefault(example.id(), List.of());
    }

    void put(Example example, List<String> labels) {
        byId.put(example.id(), labels);
    }

    void write(Corpus corpus, int major) throws IOException {
        Labels main = major == MAIN ? new Labels() : read(corpus, MAIN);
        String text = byId.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(main.byId.get(entry.getKey())))
                .map(entry -> entry.getKey() + "\t" + String.join(" ", entry.getValue()) + "\n")
                .collect(Collectors.joining());
        Path file = major == MAIN ? corpus.labels() : corpus.labels(major);
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, text);
        }
    }
}
