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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code apply} makes of its queue: order, several beside one another, attempts. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ApplyQueueTest {

    private static final String ORDER =
            "SELECT table_name FROM zdm.ownership o JOIN zdm.change c ON c.id = o.change_id ORDER BY o.id";

    private final TestDatabase database;
    private final Path dir;
    private final Zdm zdm;

    ApplyQueueTest(TestDatabase database, @TempDir Path dir) {
        this.database = database;
        this.dir = dir;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() throws IOException {
        database.execute("CREATE SCHEMA app");
        table("small", 10);
        table("middle", 3_000);
        table("large", 9_000);
        write("changes.yaml", "changes:\n" + entry("small", "") + entry("middle", "") + entry("large", ""));
    }

    @Test
    void theLargestTableIsFirstAndAPriorityBeforeThat() throws IOException {
        write("changes.yaml", "changes:\n" + entry("small", "priority: 1") + entry("middle", "") + entry("large", ""));

        Zdm.Result dry = zdm.run("apply", dir.toString(), "--dry-run").exits(0);
        assertThat(dry.err()).containsSubsequence("[1 of 3]", "app.small", "[2 of 3]", "app.large", "[3 of 3]");
        assertThat(states(zdm.run("apply", dir.toString(), "--output=json").exits(0)))
                .containsExactly("1 SWAPPED", "2 SWAPPED", "3 SWAPPED");
        assertThat(database.queryList(ORDER)).containsExactly("small", "large", "middle");
    }

    @Test
    void severalRunBesideOneAnotherAndShareTheRate() throws IOException {
        // Its name is a part of a word in the others' definitions, varchar: nobody waits for it.
        table("var", 10);
        write("changes.yaml", "changes:\n" + entry("var", "") + entry("middle", "") + entry("large", ""));
        String[] apply = {"apply", dir.toString(), "--parallel=2", "--max-rate=400", "--chunk-rows=100", "--output=json"
        };
        try (Zdm.Running run = zdm.start(apply)) {
            run.says("[2 app.middle] ");
            Waiting.until(
                    "two run, each with its part of the rate",
                    () -> "2"
                            .equals(count("zdm.change_status s JOIN zdm.change c USING (id)"
                                    + " WHERE s.state = 'RUNNING' AND c.tuning ->> 'maxRate' = '200'")),
                    run::errors);
            run.stop().request("interrupted by a signal");
            assertThat(states(run.result().exits(4))).containsExactly("1 QUEUED", "2 STOPPED", "3 STOPPED");
            assertThat(run.errors()).contains("[3 app.large] ", "[2 app.middle] ");
        }
        assertThat(count("zdm.queue_after")).isEqualTo("0");
        assertThat(zdm.run("status").exits(0).out()).contains("QUEUED");

        assertThat(states(zdm.run("apply", dir.toString(), "--parallel=3", "--output=json")
                        .exits(0)))
                .containsExactly("1 SWAPPED", "2 SWAPPED", "3 SWAPPED");
        assertThat(count("zdm.ownership WHERE upper_inf(during)")).isEqualTo("0");
    }

    @Test
    void whatIsHeldIsNotOvertakenAndTheOthersAreRun() throws IOException {
        write("changes.yaml", "changes:\n" + entry("small", "") + entry("large", ""));
        write(
                "later.yaml",
                entry("small", "").replace("  - ", "").replace("    ", "").replace("40", "50"));
        try (Zdm.Running run = zdm.start("apply", dir.toString(), "--max-rate=200", "--chunk-rows=50")) {
            run.says("[2 app.large]");
            zdm.run("hold", "1", "--until=2099-01-01T00:00:00Z").exits(0);
            run.stop().request("interrupted by a signal");
            run.result().exits(4);
        }

        Zdm.Result applied = zdm.run("apply", dir.toString(), "--output=json").exits(3);
        assertThat(states(applied)).containsExactly("1 HELD", "2 SWAPPED", "3 QUEUED");
        assertThat(json(applied).get(2).get("error").get("message").asText()).contains("change 1 (", "comes first");
    }

    @Test
    void whatFindsNoLockIsTriedAgainAfterTheOthersAndCountsItsAttempts() throws IOException, SQLException {
        String[] apply = {
            "apply", dir.toString(), "--attempts=2", "--lock-attempts=1", "--lock-timeout=200ms", "--output=json"
        };
        try (OpenTransaction reader = new OpenTransaction(database, "LOCK TABLE app.large IN ACCESS SHARE MODE")) {
            assertThat(states(zdm.run(apply).exits(5))).containsExactly("1 SWAPPED", "2 SWAPPED", "3 FAILED");
            assertThat(reader.pid()).isPositive();
        }
        assertThat(database.queryOne("SELECT attempts || ' ' || set_aside FROM zdm.queue WHERE change_id = 3"))
                .isEqualTo("2 failed");
        List<String> order =
                database.queryList(ORDER).stream().map(String::valueOf).toList();
        // The others may have lost an attempt to a vacuum, and come again, too.
        assertThat(new LinkedHashSet<>(order)).containsExactly("large", "middle", "small");
        assertThat(order).filteredOn("large"::equals).hasSize(2);
        assertThat(order.subList(1, order.lastIndexOf("large"))).contains("middle", "small");

        assertThat(states(zdm.run(apply).exits(0))).containsExactly("1 SWAPPED", "2 SWAPPED", "3 SWAPPED");
    }

    @Test
    void whatIsEditedWhileItWaitsIsQueuedAsItIsNow() throws IOException {
        try (Zdm.Running run = zdm.start("apply", dir.toString(), "--max-rate=200", "--chunk-rows=50")) {
            run.says("[3 app.large] ");
            run.stop().request("interrupted by a signal");
            run.result().exits(4);
        }
        write(
                "changes.yaml",
                "changes:\n" + entry("small", "").replace("40", "44") + entry("middle", "") + entry("large", ""));

        assertThat(states(zdm.run("apply", dir.toString(), "--output=json").exits(0)))
                .containsExactly("1 SWAPPED", "2 SWAPPED", "3 SWAPPED");
        assertThat(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'app.small'::regclass AND attname = 'v'"))
                .isEqualTo("character varying(44)");
    }

    @Test
    void tablesWithoutASchemaLieInTheOneThatIsGiven() throws IOException {
        write("changes.yaml", "changes:\n" + entry("small", "").replace("app.", ""));

        zdm.run("apply", dir.toString()).exits(3);
        assertThat(states(zdm.run("apply", dir.toString(), "--schema=app", "--output=json")
                        .exits(0)))
                .containsExactly("1 SWAPPED");
        assertThat(database.queryOne("SELECT definition ->> 'table' FROM zdm.change"))
                .isEqualTo("app.small");
    }

    @Test
    void whatMakesNoSenseIsAnErrorOfUsage() throws IOException {
        assertThat(zdm.run("apply", dir.toString(), "--parallel=0").exits(2).err())
                .contains("--parallel=0");
        assertThat(zdm.run("apply", dir.toString(), "--attempts=0").exits(2).err())
                .contains("--attempts=0");
        assertThat(zdm.run("apply", dir.toString(), "--schema=a.b").exits(2).err())
                .contains("--schema=a.b");
        write("changes.yaml", "changes:\n" + entry("small", "priority: '1'"));
        assertThat(zdm.run("apply", dir.toString()).exits(2).err()).contains("priority must be a whole number");
    }

    private void table(String name, int rows) {
        database.execute(
                "CREATE TABLE app." + name + " (id int PRIMARY KEY, v text)",
                "INSERT INTO app." + name + " SELECT g, 'value ' || g FROM generate_series(1, " + rows + ") g",
                "ANALYZE app." + name);
    }

    private static String entry(String table, String more) {
        return "  - change: changeColumnType\n    table: app." + table
                + "\n    columns: [{column: v, to: varchar(40)}]\n" + (more.isEmpty() ? "" : "    " + more + "\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }

    private String count(String of) {
        return String.valueOf(database.queryOne("SELECT count(*) FROM " + of));
    }

    private static JsonNode json(Zdm.Result result) throws JsonProcessingException {
        return new ObjectMapper().readTree(result.out());
    }

    private static List<String> states(Zdm.Result result) throws JsonProcessingException {
        List<String> states = new ArrayList<>();
        json(result)
                .forEach(change -> states.add(
                        change.get("id").asText() + " " + change.get("state").asText()));
        return states;
    }
}
