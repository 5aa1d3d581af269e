package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page that tells how a change went. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ReportTest {

    private static final String TABLE = "\"<script>alert('x')</script>\"";

    private static JsonNode runs(String page) {
        String json = page.substring(page.indexOf("id=\"runs\">") + 10);
        return JsonMapper.shared().readTree(json.substring(0, json.indexOf("</script>")));
    }

    @Test
    void tellsOfAllRunsOfAChangeWhateverItsTableIsCalled(TestDatabase database, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/report.html");
        Zdm zdm = new Zdm(database);
        database.execute(
                "CREATE TABLE public." + TABLE + " (id bigint PRIMARY KEY, v text)",
                "INSERT INTO public." + TABLE + " SELECT g, g FROM generate_series(1, 3000) g",
                "ANALYZE");
        String[] change = {
            "run", "changeColumnType", "--table=" + TABLE, "--column=v", "--to=varchar(40)", "--chunk-rows=500"
        };
        assertThat(zdm.run(Zdm.with(change, "--until=backfill", "--report=" + file))
                        .exits(0)
                        .err())
                .contains("Report: " + file);
        zdm.run("restart", "1", "--report=" + file).exits(0);
        zdm.run("rollback", "1", "--report=" + file).exits(0);

        String page = Files.readString(file);
        assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(Pattern.compile("(?:src|href)\\s*=|@import|url\\(")
                        .matcher(page.replaceAll("(?s)<script>.*", ""))
                        .find())
                .as("loads anything")
                .isFalse();
        assertThat(page).contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        JsonNode runs = runs(page);
        assertThat(runs.size()).isEqualTo(3);
        assertThat(runs.get(0).at("/result/outcome").asString()).isEqualTo("reached --until");
        assertThat(runs.get(1).at("/result/outcome").asString()).isEqualTo("swapped");
        assertThat(runs.get(2).at("/result/outcome").asString()).isEqualTo("done");
        assertThat(runs.get(2).get("direction").asString()).isEqualTo("rollback");
        assertThat(rows(runs.get(0))).isEqualTo(3000);
        assertThat(runs.get(0).at("/steps").toString())
                .contains("\"end\":\"done\"")
                .doesNotContain("\"open\"", "gate");
        assertThat(runs.get(1).at("/result/verifiedRows").asLong()).isEqualTo(3000);
        assertThat(runs.get(0).at("/samples/bytes").get(0).asLong()).isPositive();
        assertThat(runs.get(1).get("locks").toString()).contains("heldMillis");
    }

    private static long rows(JsonNode run) {
        double rows = 0;
        for (JsonNode span : run.at("/chunks/rows")) {
            rows += span.asDouble();
        }
        return Math.round(rows);
    }

    /** What the engine's own process saw is told by it; of what nobody lived to tell the history tells. */
    @Test
    void aRunThatWasCutOffAndOneThatWasStoppedAreToldAsSuch(TestDatabase database, @TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("report.html");
        Zdm zdm = Items.create(database);
        zdm.run("status", "1", "--report=" + file).exits(2);
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 300);
            assertThat(zdm.run("status", "1", "--report=" + file).exits(0).err())
                    .contains("Report: " + file);
            assertThat(Files.readString(file)).contains("still running", ">open</text>");
            zdm.run("stop", "1").exits(0);
            run.result().exits(4);
        }
        database.execute("DELETE FROM zdm.transition WHERE event = 'ended'");
        try (Zdm.Running run = zdm.start("restart", "1", "--chunk-rows=50", "--max-rate=200", "--report=" + file)) {
            Items.awaitFilled(database, 600);
            zdm.run("pause", "1").exits(0);
            run.says("Waiting: paused");
            zdm.run("resume", "1").exits(0);
            zdm.run("stop", "1").exits(0);
            run.result().exits(4);
        }
        zdm.run("restart", "1", "--report=off").exits(0);
        zdm.run("status", "1", "--report=" + file).exits(0);

        String page = Files.readString(file);
        JsonNode runs = runs(page);
        assertThat(runs.size()).as(page).isEqualTo(3);
        assertThat(runs.findValuesAsString("outcome")).containsExactly("cut off", "stopped", "swapped");
        assertThat(page).contains(">cut off</text>", ">stopped</text>", "Last heard of at", "paused");
        assertThat(rows(runs.get(0)) + rows(runs.get(1)) + rows(runs.get(2))).isEqualTo(5000);
        assertThat(runs.get(2).get("locks").toString()).contains("swap of app.item");
        for (JsonNode run : runs) {
            assertThat(run.get("by").asString())
                    .contains("until swap, by pid " + ProcessHandle.current().pid());
        }
        assertRate(runs.get(1), 200);
        zdm.run("status", "--report=" + file).exits(2);
        zdm.run("status", "1", "--history", "--report=" + file).exits(2);
    }

    /** By the clock: the first chunk alone does not wait for its turn. */
    private static void assertRate(JsonNode run, double most) {
        JsonNode rows = run.at("/chunks/rows");
        JsonNode seconds = run.at("/chunks/seconds");
        assertThat(rows.size()).isGreaterThan(4);
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).asDouble())
                    .as("span " + i)
                    .isLessThanOrEqualTo(most * 1.3 * seconds.get(i).asDouble() + 1);
        }
    }

    @Test
    void aReportThatCannotBeWrittenDoesNotConcernTheChange(TestDatabase database, @TempDir Path folder)
            throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        Zdm zdm = Items.create(database);
        assertThat(zdm.run(Zdm.with(Items.CHANGE, "--report=" + inTheWay.resolve("report.html")))
                        .exits(0)
                        .err())
                .contains("could not be written", "The change is not concerned");
    }
}
