package io.zdm.cli.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.render.Plans;
import io.zdm.engine.batch.ZdmSchema;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Failure;
import io.zdm.engine.postgres.StatusReader.PhaseTime;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RunbookPostgresTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?!id\\b)");
    private static final Pattern QUERY = Pattern.compile("(?ms)^```sql\n((?:SELECT|WITH) .*?)^```$");

    @Test
    void holdsAllPagesOfAChangeThroughAShadowColumn(TestDatabase database) throws SQLException {
        database.runScript(Plans.RICH_TABLE);
        MigrationPlan plan = Plans.rich(database, 7);

        String page = new Runbook(new RunbookInput(
                        plan,
                        failed(),
                        List.of(new PhaseTime("forward", "backfill", 1.26, 1000, 3, 2)),
                        List.of("12:00 expand", "12:01 backfill | 10 rows")))
                .render();

        assertThat(page)
                .startsWith("# Runbook: changeColumnType on ``app.\"Task's `log`\"``")
                .contains("| change | 7 |", "| state | FAILED, dependents |")
                .contains("- 12:01 backfill \\| 10 rows")
                .contains("| forward | backfill | 1.3 | 1,000 | 3 | 2 |")
                .contains("| error | lock-timeout: \\<b> had it |", "Runbook: exit-5, alarm-stuck-lock.")
                .contains("\n## Who must know", "\n## The point of no return\n\n**Contract.**")
                .contains("\n## Alarm: verify found differences", "\n## Alarm: contract too early")
                .contains("zzz_zdm_sync_7_insert", "zdm.reverse_7()", "zdm.can_convert_7_1")
                .contains("\n## Expand", "\n## Swap", "\n## Rollback", "\n## Exit code 6")
                .doesNotContain("\n## Metadata-only", "\n## Plan", ".md)", "fills this section in");
        assertThat(PLACEHOLDER.matcher(page).find()).isFalse();
        assertThat(page.indexOf("## Exit code 0")).isGreaterThan(page.indexOf("## Rollback"));
        assertThat(page.lines().filter(l -> l.startsWith("# "))).hasSize(1);
    }

    @Test
    void holdsOnlyWhatMattersWherePostgresqlRewritesNothing(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, word varchar(20))");
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "word", "to", "text"));

        String page = new Runbook(RunbookInput.of(plan)).render();

        assertThat(page)
                .contains("\n## Plan", "\n## Metadata-only", "ANALYZE public.t (word)", "\n## Exit code 5")
                .contains("\n## Alarm: crashed", "\n**The ALTER.**")
                .doesNotContain("\n## Backfill", "\n## Contract", "\n## Alarm: disk low", "\n## Alarm: contract");
        assertThat(PLACEHOLDER.matcher(page).find()).isFalse();
    }

    @Test
    void namesTheProblemsOfARefusedChange(TestDatabase database) throws SQLException {
        MigrationPlan plan = Plans.plan(database, "nothing's here", 1, Map.of("column", "word", "to", "text"));

        String page = new Runbook(RunbookInput.of(plan)).render();

        assertThat(page).contains("`table-not-found`", "\n## Exit code 3").doesNotContain("\n## Swap", "\n## Overview");
    }

    @Test
    void hasOnlyQueriesThatRun(TestDatabase database) throws SQLException {
        database.runScript(Plans.RICH_TABLE);
        ZdmSchema.install(new Database(database.dataSource()));
        database.execute("CREATE TABLE public.t (id bigint PRIMARY KEY, word varchar(20))");
        MigrationPlan shadow = Plans.rich(database, 7);
        MigrationPlan metadata = Plans.plan(database, "t", 1, Map.of("column", "word", "to", "text"));

        List<String> queries = queries(new Runbook(RunbookInput.of(shadow)).render());
        queries.addAll(queries(new Runbook(RunbookInput.of(metadata)).render()));

        assertThat(queries).hasSizeGreaterThan(40);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String query : queries) {
                assertThat(statement.execute(query)).as(query).isTrue();
            }
        }
    }

    private static Status failed() {
        Instant at = Instant.parse("2026-02-03T04:05:06Z");
        return new Status(
                7,
                "changeColumnType",
                "n",
                "app",
                "t",
                List.of("app.t"),
                "FAILED",
                "forward",
                "dependents",
                "swap",
                at,
                at,
                null,
                10,
                10,
                1,
                1,
                true,
                null,
                null,
                null,
                null,
                new Failure("lock-timeout", "<b> had it", false, "Wait."),
                null,
                StatusReader.Now.NOTHING);
    }

    private static List<String> queries(String page) {
        List<String> queries = new ArrayList<>();
        Matcher matcher = QUERY.matcher(page);
        while (matcher.find()) {
            queries.add(matcher.group(1));
        }
        return queries;
    }
}
