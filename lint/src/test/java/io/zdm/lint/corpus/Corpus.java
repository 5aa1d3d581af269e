package io.zdm.lint.corpus;

import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Examples that find the same tables.
 *
 * @param name as a report says it
 */
record Corpus(String name, Path schema, List<Example> examples) {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Path FOLDER = RESOURCES.resolve("corpus");

    /** Written before anybody looked at what the rules make of them; not to be tuned for. */
    static final Corpus HELD_OUT =
            new Corpus("held-out", FOLDER.resolve("schema.sql"), Example.in("", FOLDER.resolve("held-out.sql")));

    /** The examples of the rules, which the rules were written with. */
    static final Corpus RULES = new Corpus("rules", RESOURCES.resolve("rules").resolve("schema.sql"), ofRules());

    static final List<Corpus> ALL = List.of(HELD_OUT, RULES);

    private static List<Example> ofRules() {
        List<Example> examples = new ArrayList<>();
        Rules.all().stream()
                .filter(rule -> !rule.id().startsWith("traced-"))
                .forEach(rule -> Stream.of("unsafe", "safe").forEach(side -> {
                    Path file = RESOURCES.resolve("rules").resolve(rule.id()).resolve(side + ".sql");
                    examples.addAll(Example.in(rule.id() + " " + side + ": ", file));
                }));
        return examples;
    }

    SourceFile schemaFile() {
        try {
            return new SourceFile("schema.sql", Files.readString(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of version 17; another version has a file of what is different there. */
    Path labels() {
        return FOLDER.resolve("labels").resolve(name + ".txt");
    }

    Path labels(int major) {
        return FOLDER.resolve("labels").resolve(name + "-" + major + ".txt");
    }
}
