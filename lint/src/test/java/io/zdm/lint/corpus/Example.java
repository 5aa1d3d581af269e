package io.zdm.lint.corpus;

import io.zdm.lint.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A migration of its own: one file, which finds the tables of its corpus in the database.
 *
 * @param id unique in its corpus
 */
record Example(String id, SourceFile file) {

    private static final String MARK = "-- example: ";

    /** Those of a file, each below a line that names it. */
    static List<Example> in(String prefix, Path file) {
        try {
            List<Example> examples = new ArrayList<>();
            for (String part : Files.readString(file).split("(?m)^" + MARK, -1)) {
                int line = part.indexOf('\n');
                if (line > 0 && !part.substring(line).isBlank() && !part.startsWith("--")) {
                    String id = prefix + part.substring(0, line).strip();
                    examples.add(new Example(id, new SourceFile(id, part.substring(line + 1))));
                }
            }
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
