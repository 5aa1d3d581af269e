package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFilesTest {

    private final Path dir;
    private final ChangeFiles files = new ChangeFiles(TestKind.all());

    ChangeFilesTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void aListGivesItsChangesInOrderWithTheFilesName() throws IOException {
        List<ChangeEntry> entries = read("""
                name: two
                changes:
                  - change: changeColumnType
                    table: app.t
                    columns:
                      - column: c
                        to: bigint
                        onUnconvertible: null
                  - {change: setNotNull, table: '"T"', name: own, column: d, validate: false}
                """);

        assertThat(entries).extracting(ChangeEntry::line).containsExactly(3, 9);
        assertThat(entries).extracting(ChangeEntry::name).containsExactly("two", "own");
        assertThat(entries).extracting(ChangeEntry::table).containsExactly("app.t", "\"T\"");
        assertThat(entries)
                .extracting(entry -> entry.change().definition())
                .containsExactly(
                        Map.of("columns", List.of(Map.of("column", "c", "to", "bigint", "onUnconvertible", "null"))),
                        Map.of("column", "d", "validate", false));
    }

    @Test
    void aSingleChangeMayStandAtTopLevel() throws IOException {
        List<ChangeEntry> entries = read("\uFEFF# why\nname: one\nchange: setNotNull\ntable: t\ncolumn: c\n");

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("one");
            assertThat(entry.kind()).isEqualTo("setNotNull");
            assertThat(entry.place()).isEqualTo(dir.resolve("f.yaml") + ":2");
        });
    }

    @Test
    void aNameIsOptional() throws IOException {
        assertThat(read("change: setNotNull\ntable: t\ncolumn: c\n"))
                .singleElement()
                .extracting(ChangeEntry::name)
                .isNull();
    }

    @Test
    void allErrorsOfAFileAreShownWithLineAndColumn() throws IOException {
        assertThat(errors("""
                        nmae: x
                        changes:
                          - change: changeColumnType
                            table: t
                            columns:
                              - colum: c
                                to: 250
                                reverse-using: a
                                onUnconvertible: ignore
                              - just text
                          - change: changeColumTyp
                            table: a.b.c
                            shenanigans: 1
                          - table: t
                          - change: setNotNull
                            table: t
                            table: u
                            column: on
                            validate: maybe
                          - change: setNotNull
                            table: refused
                            column: c
                        """))
                .containsExactly(
                        "1:1: unknown key nmae in a file with a list of changes; did you mean name?",
                        "6:9: unknown key colum in columns; did you mean column?",
                        "6:9: key column is missing in columns: the column's name",
                        "7:13: to must be text, not 250, which YAML takes for a number; write '250' in quotes if it is meant as text",
                        "8:9: unknown key reverse-using in columns; did you mean reverseUsing?",
                        "9:26: onUnconvertible cannot be ignore; write one of: fail, null",
                        "10:9: an element of columns must be a mapping (key: value), not just text",
                        "11:13: unknown change kind changeColumTyp; did you mean changeColumnType?",
                        "12:12: Cannot read the name a.b.c: it has more than two parts. Write schema.table; the database comes from the connection.",
                        "13:5: unknown key shenanigans in a change; known are: name, priority, change, table, columns, fireUserTriggers, column, validate",
                        "14:5: key change is missing: the kind of change, one of: changeColumnType, setNotNull",
                        "17:5: key table is given twice",
                        "18:13: column must be text, not on, which YAML takes for a truth value; write 'on' in quotes if it is meant as text",
                        "19:15: validate must be true or false, not maybe",
                        "20:5: this table is refused by its kind");
    }

    @Test
    void shapesThatAreNoChangeFileAreNamed() throws IOException {
        assertThat(errors("")).singleElement().asString().startsWith("1:1: the file is empty");
        assertThat(errors("# only\n# comments\n")).singleElement().asString().startsWith("1:1: the file is empty");
        assertThat(errors("- change: x\n")).singleElement().asString().contains("not a list");
        assertThat(errors("changes: []\n")).containsExactly("1:10: changes is an empty list");
        assertThat(errors("changes:\n")).containsExactly("1:9: changes must be a list (- change: …), not nothing");
        assertThat(errors("changes: [a]\n")).containsExactly("1:11: a change must be a mapping (change: …), not a");
        assertThat(errors("change: setNotNull\ntable: t\ncolumn: c\n---\nchange: x\n"))
                .containsExactly("5:1: a second YAML document; write several changes as a list under changes:");
        assertThat(errors("change: setNotNull\ntable: t\ncolumn: c\nchanges: []\n"))
                .contains("1:1: unknown key change in a file with a list of changes; did you mean changes?");
    }

    @Test
    void badSyntaxIsShownWhereItIs() throws IOException {
        assertThat(errors("change: [a\ntable: t\n")).singleElement().asString().startsWith("2:6: this is not YAML:");
        assertThat(errors("change: \"open\n")).singleElement().asString().startsWith("2:1: this is not YAML:");
        assertThat(errors("change: a\u0007b\n")).containsExactly("1:10: a character that YAML does not allow: U+0007");
        assertThat(errors("changes:\n\t- change: a\n  \t  table: t\n"))
                .containsExactly(
                        "2:1: a tab in the indentation; YAML wants spaces",
                        "3:3: a tab in the indentation; YAML wants spaces");
    }

    @Test
    void anotherEncodingIsNamed() throws IOException {
        Files.write(dir.resolve("f.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> files.readFile(dir.resolve("f.yaml"))).hasMessageContaining("not UTF-8");
    }

    @Test
    void aDirectoryGivesItsOwnYamlFilesByName() throws IOException {
        for (String name : List.of("b.yaml", "a.yaml", ".hidden.yaml", "c.yml", "d.txt")) {
            Files.writeString(dir.resolve(name), "change: setNotNull\ntable: t\ncolumn: c\n");
        }
        Files.createDirectories(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub/e.yaml"), "not read");

        assertThat(files.readDirectory(dir))
                .extracting(entry -> entry.file().getFileName().toString())
                .containsExactly("a.yaml", "b.yaml");
    }

    @Test
    void theErrorsOfAllFilesOfADirectoryAreShown() throws IOException {
        Files.writeString(dir.resolve("a.yaml"), "change: x\ntable: t\n");
        Files.writeString(dir.resolve("b.yaml"), "");

        assertThatThrownBy(() -> files.readDirectory(dir))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a.yaml:1:9: ")
                .hasMessageContaining("b.yaml:1:1: ")
                .hasMessageEndingWith("2 errors in change files. Nothing was run.");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> files.readDirectory(dir.resolve("none"))).hasMessageContaining("--migrations");
        assertThatThrownBy(() -> files.readFile(dir.resolve("none.yaml"))).hasMessageContaining("-f");
    }

    private List<ChangeEntry> read(String text) throws IOException {
        Path file = dir.resolve("f.yaml");
        Files.writeString(file, text);
        return files.readFile(file);
    }

    /** The errors' lines without the file's path. */
    private List<String> errors(String text) throws IOException {
        Files.writeString(dir.resolve("f.yaml"), text);
        UsageException e = catchThrowableOfType(UsageException.class, () -> files.readFile(dir.resolve("f.yaml")));
        String prefix = dir.resolve("f.yaml") + ":";
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
