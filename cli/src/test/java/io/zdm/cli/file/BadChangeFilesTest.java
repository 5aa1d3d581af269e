package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zdm.engine.change.UsageException;
import io.zdm.jobs.ChangeKinds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files under {@code bad-change-files/}, each with its errors in comments at its end ({@code # error: line:column: how it
 * begins}), and those that no text file can hold. What is wrong is found by the schema, too, but where {@code # editor:}
 * says who finds it there.
 */
class BadChangeFilesTest {

    private final ChangeFiles files = new ChangeFiles(ChangeKinds.byName());
    private final Path dir;

    BadChangeFilesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    static List<Named<Path>> bad() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(BadChangeFilesTest.class.getResource("/bad-change-files"));
        try (Stream<Path> listing = Files.list(Path.of(folder.toURI()))) {
            return listing.sorted()
                    .map(path -> Named.of(path.getFileName().toString(), path))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isRefusedByUsAndByEditors(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> expected = comments(lines, "# error: ");
        assertThat(expected).isNotEmpty();

        List<String> errors = errors(file);

        assertThat(errors).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(errors.get(i)).startsWith(expected.get(i));
        }
        if (comments(lines, "# editor: ").isEmpty()) {
            assertThat(new SchemaCheck().violations(Files.readString(file))).isNotEmpty();
        }
    }

    @Test
    void carriageReturnsAndAByteOrderMarkAreNoErrors() throws IOException {
        String yaml = "\uFEFFchange: changeColumnType\r\ntable: t\r\ncolumns:\r\n- column: c\r\n  to: text\r\n";
        Path file = Files.writeString(dir.resolve("f.yaml"), yaml);

        assertThat(files.readFile(file))
                .singleElement()
                .satisfies(entry -> assertThat(entry.table()).isEqualTo("t"));
        Files.writeString(file, yaml.replace("column: c", "colum: c"));
        assertThat(errors(file).get(0)).startsWith("4:3: unknown key colum");
    }

    @Test
    void carriageReturnsAloneEndLinesToo() throws IOException {
        Path file = Files.writeString(dir.resolve("f.yaml"), "change: addIndex\rtable: t\rindx: i\rcolumns: [a]\r");
        assertThat(errors(file)).anySatisfy(error -> assertThat(error).startsWith("3:1: unknown key indx"));
    }

    @Test
    void aFileOfNoBytesIsRefused() throws IOException {
        assertThat(errors(Files.writeString(dir.resolve("f.yaml"), ""))).hasSize(1);
    }

    @Test
    void aTabInsideATextIsNoError() throws IOException {
        Path file = Files.writeString(dir.resolve("f.yaml"), """
                change: changeColumnType
                table: t
                columns:
                  - column: c
                    to: text
                    using: |
                      case when c = 'a'
                      \tthen 'b' end
                """.translateEscapes());

        assertThat(files.readFile(file).get(0).change().definition().toString()).contains("\tthen");
    }

    @Test
    @Timeout(60)
    void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
        Path file = dir.resolve("f.yaml");
        Files.writeString(file, "change: changeColumnType\ntable: t\n".repeat(300_000));

        assertThat(Files.size(file)).isGreaterThan(10_000_000);
        assertThat(errors(file)).singleElement().asString().startsWith("1:1: the file is larger than 1 MB");
    }

    @Test
    void anotherEncodingIsRefusedWhereItBegins() throws IOException {
        Path file = dir.resolve("f.yaml");

        Files.write(file, "name: a\n# é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(errors(file)).containsExactly("2:3: the file is not UTF-8 from here on; save it as UTF-8");
        Files.write(file, "name: a".getBytes(StandardCharsets.UTF_16));
        assertThat(errors(file)).singleElement().asString().startsWith("1:1: the file is not UTF-8");
        Files.write(file, "name: a".getBytes(StandardCharsets.UTF_16LE));
        assertThat(errors(file)).singleElement().asString().startsWith("1:2: a character that YAML does not allow");
    }

    @Test
    @Timeout(60)
    void whatExplodesOrNestsWithoutEndIsRefused() throws IOException {
        Path file = dir.resolve("f.yaml");

        Files.writeString(file, "change: " + "[".repeat(10_000));
        assertThat(errors(file)).isNotEmpty();
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        Files.writeString(file, laughs + "change: changeColumnType\ntable: t\ncolumns: *a29\n");
        assertThat(errors(file)).isNotEmpty();
        Files.writeString(file, "change: changeColumnType\ntable: t\ncolumns: &a [*a]\n");
        assertThat(errors(file)).isNotEmpty();
    }

    @Test
    void aDirectoryAndWhatIsNotThereAreNoChangeFiles() throws IOException {
        Files.createDirectory(dir.resolve("sub"));

        assertThat(message(dir.resolve("sub"))).contains("is a directory");
        assertThat(message(dir.resolve("none.yaml"))).contains("no such file");
    }

    private static List<String> comments(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private String message(Path file) {
        return String.valueOf(catchThrowableOfType(UsageException.class, () -> files.readFile(file))
                .getMessage());
    }

    /** The errors' lines without the file's path. */
    private List<String> errors(Path file) {
        return message(file)
                .lines()
                .filter(line -> line.startsWith(file + ":"))
                .map(line -> line.substring(file.toString().length() + 1))
                .toList();
    }
}
