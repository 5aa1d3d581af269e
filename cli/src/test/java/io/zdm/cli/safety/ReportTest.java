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
        long rows = 0;
        for (JsonNode span : runs.get(0).at("/chunks/rows")) {
            rows += span.asLong();
        }
        assertThat(rows).isEqualTo(3000);
        assertThat(runs.get(1).at("/result/verifiedRows").asLong()).isEqualTo(3000);
        assertThat(runs.get(0).at("/samples/bytes").get(0).asLong()).isPositive();
        assertThat(runs.get(1).get("locks").toString()).contains("heldMillis");
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
