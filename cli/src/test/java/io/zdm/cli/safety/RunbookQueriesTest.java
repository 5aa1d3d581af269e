package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.jobs.ChangeKinds;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator reads works on a change in whatever phase it is, and for every change kind. */
@ExtendWith(PostgresExtension.class)
class RunbookQueriesTest {

    private static final Pattern QUERY = Pattern.compile("(?ms)^```sql\n((?:SELECT|WITH) .*?)^```$");

    private static final String TABLE = "--table=app.\"<script>\"";

    private final TestDatabase database;
    private final Zdm zdm;

    RunbookQueriesTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void tables() {
        database.execute("CREATE SCHEMA app");
        database.execute("CREATE TABLE app.owner (id bigint PRIMARY KEY)");
        database.execute("CREATE TABLE app.\"<script>\" (id bigint PRIMARY KEY, n integer, owner_id bigint)");
        database.execute("CREATE INDEX script_n ON app.\"<script>\" (n)");
        database.execute("INSERT INTO app.\"<script>\" SELECT i, i FROM generate_series(1, 500) i");
        database.execute("ANALYZE app.\"<script>\"");
    }

    @Test
    void everyQueryRunsInEveryPhase() throws SQLException {
        zdm.run("run", "changeColumnType", TABLE, "--column=n", "--to=bigint", "--until=expand")
                .exits(0);
        everyQueryRuns("| state | STOPPED, expand |");
        for (String phase : List.of("backfill", "dependents", "verify", "swap")) {
            zdm.run("restart", "1", "--until=" + phase).exits(0);
            everyQueryRuns(", " + phase + " |");
        }
        assertThat(page())
                .contains("| swapped | ", " ms under the lock", "| forward | backfill | ", "| 500 of 500 in ");
        zdm.run("contract", "1").exits(0);
        everyQueryRuns("| state | COMPLETED, contract |");
    }

    @Test
    void everyQueryRunsOnTheWayBack() throws SQLException {
        zdm.run("run", "changeColumnType", TABLE, "--column=n", "--to=bigint").exits(0);
        zdm.run("rollback", "1").exits(0);

        everyQueryRuns("| state | ROLLED_BACK, ");
        assertThat(page()).contains("\n| rollback | swap | ");
    }

    @Test
    void everyKindHasARunbook() {
        Map<String, List<String>> kinds = Map.ofEntries(
                Map.entry("changeColumnType", List.of("--column=n", "--to=bigint")),
                Map.entry("convertToBigint", List.of("--columns=n")),
                Map.entry("addColumn", List.of("--column=added", "--type=integer", "--default=1")),
                Map.entry("backfillColumn", List.of("--column=n", "--set=-id::integer")),
                Map.entry("renameColumn", List.of("--column=n", "--to=total")),
                Map.entry("dropColumn", List.of("--column=n")),
                Map.entry("addIndex", List.of("--index=script_owner", "--columns=owner_id")),
                Map.entry("addForeignKey", List.of("--constraint=fk", "--columns=owner_id", "--references=app.owner")),
                Map.entry("addCheck", List.of("--check=n > 0", "--constraint=positive")),
                Map.entry("setNotNull", List.of("--column=n")),
                Map.entry("addUnique", List.of("--constraint=one", "--columns=n")),
                Map.entry("dropIndex", List.of("--index=script_n")),
                Map.entry("reindex", List.of("--index=script_n")),
                Map.entry("sql", List.of("--sql=COMMENT ON TABLE app.owner IS 'x'")));
        assertThat(kinds.keySet()).isEqualTo(ChangeKinds.byName().keySet());

        // The page is made of the same text as the Markdown, which the other tests read.
        kinds.forEach((kind, options) -> {
            String[] command = Zdm.with(new String[] {"runbook", kind, TABLE}, options.toArray(String[]::new));
            assertThat(zdm.run(Zdm.with(command, "--output=html")).exits(0).out())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<title>Runbook: " + kind, "&lt;script&gt;")
                    .contains(">Who must know</h2>", ">The point of no return</h2>")
                    .contains(">Alarm: stuck behind a lock</h2>", ">Exit code 6: a person must look</h2>")
                    .doesNotContain("<script", "{{");
        });
    }

    private void everyQueryRuns(String expected) throws SQLException {
        String page = page();
        assertThat(page).contains(expected);
        List<String> queries =
                QUERY.matcher(page).results().map(m -> m.group(1)).toList();
        assertThat(queries).hasSizeGreaterThan(60);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String query : queries) {
                assertThat(statement.execute(query)).as(query).isTrue();
            }
        }
    }

    private String page() {
        return zdm.run("runbook", "1").exits(0).out();
    }
}
