package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.change.ChangeKind;
import io.zdm.jobs.ChangeKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema of change files is made from the kinds, shipped, and agrees with what is read. */
class ChangeFileSchemaTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SHIPPED = ROOT.resolve("migrations/schema/change-file.schema.json");

    private final SchemaCheck schema = new SchemaCheck();
    private final ChangeFiles files = new ChangeFiles(ChangeKinds.byName());

    @Test
    void theShippedSchemaIsThatOfTheKinds() throws IOException {
        assertThat(Files.readString(SHIPPED))
                .as("stale: ./zdm json-schema > migrations/schema/change-file.schema.json")
                .isEqualTo(new ChangeFileSchema(ChangeKinds.all()).text());
    }

    @Test
    void theSchemaIsOneOfDraft7() {
        assertThat(schema.ownViolations()).isEmpty();
    }

    @Test
    void everyKindIsInIt() {
        for (ChangeKind kind : ChangeKinds.all()) {
            assertThat(schema.schema()
                            .at("/definitions/" + kind.name() + "/additionalProperties")
                            .booleanValue())
                    .isFalse();
        }
    }

    /** All change files of the repository, and what looks like one in its pages. */
    static List<Named<String>> documents() throws IOException {
        List<Named<String>> documents = new ArrayList<>();
        for (Path file : files(ROOT.resolve("migrations"), ".yaml")) {
            documents.add(Named.of(file.toString(), Files.readString(file)));
        }
        for (Path file : files(Path.of("src/test/resources/scenarios"), "change.yaml")) {
            documents.add(Named.of(file.toString(), Files.readString(file)));
        }
        List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
        pages.addAll(files(ROOT.resolve("runbook"), ".md"));
        pages.addAll(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        for (Path page : pages) {
            documents.addAll(snippets(page));
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatIsShippedIsValidForEditorsAndForUs(String yaml, @TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("f.yaml"), yaml);

        assertThat(files.readFile(file)).isNotEmpty();
        assertThat(schema.violations(yaml)).isEmpty();
    }

    @Test
    void theReadmeHasAnExample() throws IOException {
        assertThat(snippets(ROOT.resolve("README.md"))).isNotEmpty();
    }

    private static List<Named<String>> snippets(Path page) throws IOException {
        List<Named<String>> snippets = new ArrayList<>();
        StringBuilder snippet = null;
        for (String line : Files.readAllLines(page)) {
            if (snippet == null && line.strip().equals("```yaml")) {
                snippet = new StringBuilder();
            } else if (snippet != null && line.strip().equals("```")) {
                if (snippet.toString().contains("change: ")) {
                    snippets.add(Named.of(page + " " + (snippets.size() + 1), snippet.toString()));
                }
                snippet = null;
            } else if (snippet != null) {
                snippet.append(line).append('\n');
            }
        }
        return snippets;
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> path.toString().endsWith(end)).sorted().toList();
        }
    }
}
