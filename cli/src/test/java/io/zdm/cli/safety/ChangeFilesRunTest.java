package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whole change files: {@code apply}, {@code run -f}, {@code plan -f}. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ChangeFilesRunTest {

    private static final String ITEMS = """
            name: items
            changes:
              - change: changeColumnType
                table: app.item
                columns: [{column: v, to: varchar(40)}]
              - change: changeColumnType
                table: app.item
                columns: [{column: n, to: bigint}]
            """;

    private static final String OTHERS = """
            change: changeColumnType
            table: app.other
            columns: [{column: v, to: varchar(40)}]
            """;

    private final TestDatabase database;
    private final Path dir;
    private Zdm zdm;

    ChangeFilesRunTest(TestDatabase database, @TempDir Path dir) {
        this.database = database;
        this.dir = dir;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() throws IOException {
        zdm = Items.create(database);
        database.execute(
                "CREATE TABLE app.other (id int PRIMARY KEY, v text)",
                "INSERT INTO app.other SELECT g, 'value ' || g FROM generate_series(1, 100) g");
        write("a-items.yaml", ITEMS);
        write("b-others.yaml", OTHERS);
    }

    @Test
    void eachChangeIsAppliedOnceInTheOrderOfTheFiles() throws IOException {
        Zdm.Result first = zdm.run("apply", dir.toString(), "--output=json").exits(0);
        assertThat(states(first))
                .containsExactly("1 items SWAPPED", "2 items SWAPPED", "3 changeColumnType-other SWAPPED");
        assertThat(types()).containsExactly("bigint", "character varying(40)", "character varying(40)");

        assertThat(states(zdm.run("apply", dir.toString(), "--output=json").exits(0)))
                .isEqualTo(states(first));
        for (int id = 1; id <= 3; id++) {
            zdm.run("contract", "" + id).exits(0);
        }
        write("b-others.yaml", "# a comment, and other spaces\n" + OTHERS.replace("[{column: v,", "[{  column: v,"));
        Zdm.Result again = zdm.run("apply", dir.toString()).exits(0);
        assertThat(again.out()).contains("b-others.yaml:2  changeColumnType  app.other  3   COMPLETED");
        assertThat(again.err()).contains("Applied before");

        database.execute("ALTER TABLE app.other ALTER v TYPE text");
        zdm.run("apply", dir.toString()).exits(0);
        assertThat(types()).as("what was done once is not done again").contains("text");
    }

    @Test
    void whatWasEditedAfterItWasAppliedIsRefusedWithBothDigests() throws IOException {
        zdm.run("apply", dir.resolve("b-others.yaml").toString(), "--until=contract")
                .exits(0);
        String applied = database.queryOne("SELECT digest FROM zdm.change");
        write("b-others.yaml", OTHERS.replace("varchar(40)", "varchar(50)"));

        for (String more : List.of("--output=json", "--dry-run")) {
            Zdm.Result refused = zdm.run("apply", dir.toString(), more).exits(3);
            assertThat(refused.err())
                    .contains("change-file-edited: b-others.yaml, change 1 was edited after it was applied as change 1")
                    .contains("its digest was " + applied + " and is ");
            assertThat(types()).doesNotContain("character varying(50)");
        }

        write("b-others.yaml", OTHERS);
        zdm.run("apply", dir.toString()).exits(0);
    }

    @Test
    void whatWasRolledBackMayBeEditedAndIsAppliedAgain() throws IOException {
        Path file = dir.resolve("b-others.yaml");
        zdm.run("apply", file.toString()).exits(0);
        zdm.run("rollback", "1").exits(0);
        write("b-others.yaml", OTHERS.replace("varchar(40)", "varchar(50)"));

        assertThat(states(zdm.run("apply", file.toString(), "--output=json").exits(0)))
                .containsExactly("2 changeColumnType-other SWAPPED");
        assertThat(types()).contains("character varying(50)");
    }

    @Test
    void whereOneIsRefusedTheLaterOnesOfItsTableAreLeftOutAndOthersAreRun() throws IOException {
        write("a-items.yaml", ITEMS.replace("column: v", "column: nope"));

        Zdm.Result applied = zdm.run("apply", dir.toString(), "--output=json").exits(3);

        JsonNode all = json(applied);
        assertThat(all.get(0).get("problems").get(0).get("code").asText()).isEqualTo("column-not-found");
        assertThat(all.get(0).get("id").isNull()).isTrue();
        assertThat(all.get(1).get("error").get("code").asText()).isEqualTo("not-possible-now");
        assertThat(all.get(1).get("error").get("message").asText())
                .contains("a-items.yaml:6: changeColumnType on app.item was not begun")
                .contains("a-items.yaml:3 comes first");
        assertThat(all.get(2).get("state").asText()).isEqualTo("SWAPPED");
        assertThat(all.get(0).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> all.get(2).fieldNames());
        assertThat(types()).containsExactly("integer", "text", "character varying(40)");
    }

    @Test
    void aStopLeavesTheRestAndTheSameCommandGoesOn() throws IOException {
        String[] apply = {"apply", dir.toString(), "--output=json"};
        try (Zdm.Running run = zdm.start(Zdm.with(apply, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            run.stop().request("interrupted by a signal");
            Zdm.Result stopped = run.result().exits(4);
            assertThat(states(stopped))
                    .containsExactly("1 items STOPPED", "2 items QUEUED", "3 changeColumnType-other QUEUED");
            assertThat(json(stopped).get(2).get("error").get("code").asText()).isEqualTo("stopped");
        }
        assertThat(zdm.run("apply", dir.toString(), "--dry-run").exits(0).err())
                .contains("Would go on from where it is.");

        assertThat(states(zdm.run(apply).exits(0)))
                .containsExactly("1 items SWAPPED", "2 items SWAPPED", "3 changeColumnType-other SWAPPED");
        assertThat(json(zdm.run(apply)).get(0).get("backfill").get("rowsDone").asLong())
                .isEqualTo(5000);
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndLeavesNoTrace() throws IOException {
        Zdm.Result dry = zdm.run("apply", dir.toString(), "--dry-run").exits(0);

        assertThat(dry.err())
                .contains("[1 of 3]")
                .contains("text → character varying(40)")
                .contains("swap  Swap v");
        assertThat(dry.out()).contains("would be run");
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");

        zdm.run("apply", dir.resolve("a-items.yaml").toString()).exits(0);
        Zdm.Result half =
                zdm.run("apply", dir.toString(), "--dry-run", "--output=json").exits(0);
        assertThat(states(half))
                .containsExactly("1 items SWAPPED", "2 items SWAPPED", "null changeColumnType-other null");
        assertThat(json(half).get(2).get("problems")).isEmpty();
    }

    @Test
    void badFilesAndOnesWithTheSameNameAreErrorsOfUsage() throws IOException {
        Files.createDirectories(dir.resolve("sub"));
        write("sub/b-others.yaml", OTHERS);
        assertThat(zdm.run("apply", dir.toString(), dir.resolve("sub").toString())
                        .exits(2)
                        .err())
                .contains("have the same name");
        zdm.run("apply", dir.toString(), dir.resolve("b-others.yaml").toString(), "--dry-run")
                .exits(0);
        assertThat(json(zdm.run(
                                "apply",
                                Files.createDirectory(dir.resolve("empty")).toString(),
                                "--output=json")
                        .exits(0)))
                .isEmpty();
        write("c.yaml", "change: changeColumnTyp\ntable: t\n");
        assertThat(zdm.run("apply", dir.toString()).exits(2).err()).contains("c.yaml:1:9: unknown change kind");
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void runTakesAllChangesOfAFileAndGivesUpAtTheFirstThatFails() throws IOException {
        Path file = dir.resolve("a-items.yaml");
        assertThat(states(zdm.run("run", "-f", file.toString(), "--output=json").exits(0)))
                .containsExactly("1 items SWAPPED", "2 items SWAPPED");
        assertThat(states(zdm.run("run", "-f", file.toString(), "--output=json").exits(0)))
                .containsExactly("1 items SWAPPED", "2 items SWAPPED");
        zdm.run("apply", file.toString()).exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("2");
    }

    @Test
    void runBeginsNothingWhereOneOfTheFileIsRefused() throws IOException {
        Path file = write(
                "c.yaml",
                OTHERS.replaceAll("(?m)^", "    ").replaceFirst(" {4}", "changes:\n  - ")
                        + ITEMS.substring(ITEMS.indexOf("  - ")).replace("column: v", "column: nope"));

        Zdm.Result refused =
                zdm.run("run", "-f", file.toString(), "--output=json").exits(3);

        assertThat(states(refused)).hasSize(3).allMatch(state -> state.startsWith("null"));
        assertThat(json(refused).get(1).get("problems").get(0).get("code").asText())
                .isEqualTo("column-not-found");
        assertThat(types()).containsExactly("integer", "text", "text");
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void planShowsAllChangesOfAFileAsOneDocument() throws IOException {
        String file = dir.resolve("a-items.yaml").toString();

        assertThat(zdm.run("plan", "-f", file).exits(0).out())
                .contains("== 1 of 2: ")
                .contains("v: text → character varying(40)")
                .contains("n: integer → bigint");
        JsonNode json = new ObjectMapper()
                .readTree(zdm.run("plan", "-f", file, "--output=json").exits(0).out());
        assertThat(json).hasSize(2);
        assertThat(json.get(1).get("place").asText()).endsWith("a-items.yaml:6");
        assertThat(json.get(1).get("after").asText()).endsWith("a-items.yaml:3");
        assertThat(zdm.run("plan", "-f", file, "--output=markdown")
                        .exits(0)
                        .out()
                        .split("# Plan: "))
                .hasSize(3);
        assertThat(zdm.run("plan", "-f", file, "--output=sql").exits(0).out().split("\\\\set QUIET"))
                .hasSize(2);
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
        write("a-items.yaml", ITEMS.replace("column: v", "column: nope"));
        zdm.run("plan", "-f", file).exits(3);
    }

    @Test
    void aRefusalThatAnEarlierChangeMayTakeAwayIsNotTheLastWord() throws IOException {
        write("a-items.yaml", ITEMS.replace("column: n", "column: nope"));
        String file = dir.resolve("a-items.yaml").toString();

        assertThat(zdm.run("plan", "-f", file).exits(0).out())
                .contains("column-not-found")
                .contains("it is planned again when its turn comes");
        assertThat(states(zdm.run("run", "-f", file, "--output=json").exits(3)))
                .containsExactly("1 items SWAPPED", "null items null");
    }

    @Test
    void withoutAKindAFileMustBeNamedAndOptionsStandBehindTheKind() {
        assertThat(zdm.run("run").exits(2).err()).contains("-f FILE");
        assertThat(zdm.run("plan").exits(2).err()).contains("-f FILE");
        assertThat(zdm.run("run", "--workers=2", "changeColumnType", "--table=app.item")
                        .exits(2)
                        .err())
                .contains("--workers must stand behind changeColumnType");
        assertThat(zdm.run("runbook", "--user=x", "changeColumnType", "--table=app.item")
                        .exits(2)
                        .err())
                .contains("--user must stand behind changeColumnType");
        zdm.run("run", "--help", "changeColumnType").exits(0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private List<String> types() {
        return database
                .queryList("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attname IN ('v', 'n')"
                        + " AND attrelid IN ('app.item'::regclass, 'app.other'::regclass) ORDER BY attrelid, attname")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static JsonNode json(Zdm.Result result) throws JsonProcessingException {
        return new ObjectMapper().readTree(result.out());
    }

    /** Number, name and state of each. */
    private static List<String> states(Zdm.Result result) throws JsonProcessingException {
        List<String> states = new ArrayList<>();
        json(result)
                .forEach(change -> states.add(
                        change.get("id").asText() + " " + change.get("name").asText() + " "
                                + change.get("state").asText()));
        return states;
    }
}
