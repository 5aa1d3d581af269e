package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
class PlanRendererPostgresTest {

    private final PlanRenderer renderer = new PlanRenderer();

    @Test
    void textSaysEveryStepWithItsLockAndSql(TestDatabase database) throws SQLException {
        PlanView view = rich(database);

        String text = renderer.render(PlanFormat.TEXT, view);

        assertThat(text)
                .startsWith("changeColumnType on app.\"Task's `log`\" (localhost:5432/app)\n")
                .contains("  \"the: word\": text → character varying(250)\n")
                .contains("ACCESS EXCLUSIVE: readers and writers wait while it is held. Takes milliseconds.")
                .contains("      BEGIN;\n", "      CREATE INDEX CONCURRENTLY ", "      ALTER TABLE ")
                .contains("going back before the swap: expand", "Know before you begin:");
        view.plan().forward().forEach(s -> assertThat(text).contains("\n  " + s.id() + "  " + s.title()));
    }

    @Test
    void briefLeavesTheSqlOut(TestDatabase database) throws SQLException {
        assertThat(renderer.brief(rich(database)))
                .contains("Swap \"the: word\"")
                .doesNotContain("BEGIN;", "going back");
    }

    @Test
    void jsonHasEveryKey(TestDatabase database) throws SQLException {
        JsonNode json = read(rich(database));

        assertThat(json.propertyNames())
                .containsExactly(
                        "change",
                        "table",
                        "columns",
                        "path",
                        "refused",
                        "estimate",
                        "steps",
                        "rollback",
                        "warnings",
                        "problems");
        assertThat(json.get("table").get("name").asString()).isEqualTo("Task's `log`");
        assertThat(json.get("columns").get(0).get("to").asString()).isEqualTo("character varying(250)");
        assertThat(json.get("path").asString()).isEqualTo("shadow-column");
        assertThat(json.get("refused").asBoolean()).isFalse();
        assertThat(json.get("estimate").propertyNames())
                .containsExactly("rows", "tableBytes", "walBytes", "diskBytes", "seconds");
        assertThat(json.get("steps").get(0).propertyNames())
                .containsExactly("id", "phase", "title", "lock", "blocks", "duration", "sql");
        assertThat(json.get("rollback").get("beforeSwap").size()).isEqualTo(1);
        assertThat(json.get("rollback").get("afterSwap").size()).isGreaterThan(3);
    }

    @Test
    void problemsComeFirstAndWithTheirCodes(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, twice bigint GENERATED ALWAYS AS (id * 2) STORED)");
        PlanView view = view(Plans.plan(database, "t", 1, Map.of("column", "twice", "to", "integer")));

        assertThat(renderer.render(PlanFormat.TEXT, view))
                .startsWith(
                        "changeColumnType on public.t (localhost:5432/app)\n\nRefused; nothing was touched. 1 problem:\n")
                .contains("  generated-column  public.t.twice\n");
        assertThat(renderer.render(PlanFormat.MARKDOWN, view)).contains("**refused**", "| `generated-column` |");
        JsonNode problem = read(view).get("problems").get(0);
        assertThat(problem.propertyNames()).containsExactly("code", "object", "message", "fix");
        assertThat(problem.get("code").asString()).isEqualTo("generated-column");
    }

    @Test
    void markdownCannotBeBrokenByNames(TestDatabase database) throws SQLException {
        assertThat(renderer.render(PlanFormat.MARKDOWN, rich(database)))
                .startsWith("# Plan: changeColumnType on ``app.\"Task's `log`\"``\n")
                .contains("| column `the: word` | `text` → `character varying(250)` |")
                .contains("## Overview", "## Steps", "## Going back after the swap", "```sql\nBEGIN;\n");
    }

    @Test
    void sqlIsForPsql(TestDatabase database) throws SQLException {
        assertThat(renderer.render(PlanFormat.SQL, rich(database)))
                .startsWith("-- changeColumnType on app.\"Task's `log`\"")
                .contains(
                        "\n\\set ON_ERROR_STOP on\n",
                        "\n\\if :{?contract}\n",
                        "AS \"ZDM_DONE\" \\gset\n\\if :ZDM_DONE\n")
                .contains("\n\\echo 'Swap \"the: word\": the shadow takes its place'\n");
    }

    private static PlanView rich(TestDatabase database) throws SQLException {
        database.runScript(Plans.RICH_TABLE);
        return view(Plans.rich(database, 7));
    }

    private static PlanView view(MigrationPlan plan) {
        return new PlanView(plan, 7, "localhost:5432/app");
    }

    private JsonNode read(PlanView view) {
        return JsonMapper.shared().readTree(renderer.render(PlanFormat.JSON, view));
    }
}
