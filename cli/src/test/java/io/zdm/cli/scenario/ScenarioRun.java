package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.render.ByHand;
import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Leads one scenario through its life on one server. */
final class ScenarioRun {

    /** About what a change of one ALTER asks. */
    private static final int FEW_QUESTIONS = 250;

    private final TestServer server;
    private final Scenario scenario;
    private final boolean fully;

    /** Of these kinds no change has a swap; of the others the plan is asked. */
    private static final Set<String> ONLINE =
            Set.of("addIndex", "addUnique", "reindex", "dropIndex", "addForeignKey", "addCheck", "setNotNull", "sql");

    /**
     * @param fully also the way back from expand, and the script; without a swap, also the way back of what was cut off. A
     *     scenario may ask for it always with {@code fully.txt}
     */
    ScenarioRun(TestServer server, Scenario scenario, boolean fully) {
        this.server = server;
        this.scenario = scenario;
        this.fully = fully || scenario.read("fully.txt").isPresent();
    }

    void run() throws SQLException {
        if (!scenario.refused().isEmpty()) {
            refused();
            return;
        }
        if (scenario.read("warns.txt").isPresent()) {
            warned();
        }
        if (isOnline()) {
            new OnlineScenarioRun(server, scenario, fully).run();
        } else {
            changed();
            if (fully
                    && !scenario.kind().equals("changeColumnType")
                    && scenario.read("metadata-only.txt").isEmpty()) {
                byHand();
            }
        }
    }

    /** As the plan of it says. */
    private boolean isOnline() {
        if (scenario.kind().equals("changeColumnType")) {
            return false;
        }
        return ONLINE.contains(scenario.kind())
                || List.of("online", "in-place").contains(String.valueOf(plan().get("path")));
    }

    /** The plan tells of what no catalog knows. */
    private void warned() {
        String warnings = String.valueOf(plan().get("warnings"));
        assertThat(scenario.read("warns.txt").orElseThrow().lines())
                .allSatisfy(line -> assertThat(warnings).contains(line));
    }

    private Map<String, Object> plan() {
        try (ScenarioDatabase database = new ScenarioDatabase(server, scenario)) {
            Answer plan = database.zdm(
                    "plan",
                    scenario.kind(),
                    "--table=" + scenario.table(),
                    "--file=" + scenario.change(),
                    "--output=json");
            assertThat(plan.out()).as("plan: " + plan.err()).isNotEmpty();
            return new Yaml().load(plan.out());
        }
    }

    /**
     * The one with plain ALTER is led through the same writes as the one that the engine changes, back and forth. The last
     * way there is interrupted always, and so is one other command.
     */
    private void changed() throws SQLException {
        String writes = scenario.read("writes.sql").orElse("");
        try (ScenarioDatabase altered = new ScenarioDatabase(server, scenario);
                ScenarioDatabase changed = new ScenarioDatabase(server, scenario)) {
            Interruptions cuts = new Interruptions(changed, scenario.name());
            int unlucky = cuts.oneOf(3);
            Map<String, String> original = altered.whole().catalog();
            List<String> traces = altered.whole().traces();
            boolean metadataOnly = scenario.read("metadata-only.txt").isPresent();
            int questions = FEW_QUESTIONS;
            if (!metadataOnly) {
                String id;
                if (fully) {
                    id = succeed(changed, run("expand"));
                    questions = changed.wire().questions();
                    changed.execute(writes);
                    altered.execute(writes);
                    rollback(changed, id, unlucky == 0 ? cuts : null, questions / 4);
                    assertSame(
                            "after expand and rollback, " + cuts.story(),
                            original,
                            altered.whole().rows(),
                            traces,
                            changed);
                }
                id = succeed(changed, run("swap"));
                questions = changed.wire().questions();
                changed.execute(writes);
                altered.execute(writes);
                rollback(changed, id, unlucky == 1 ? cuts : null, questions / 2);
                assertSame(
                        "after swap and rollback, " + cuts.story(),
                        original,
                        altered.whole().rows(),
                        traces,
                        changed);
            }
            String id = id(cuts.run(questions, run("swap")));
            changed.execute(writes);
            if (unlucky == 2) {
                cuts.run(questions / 2, "contract", id, "--output=json");
            } else {
                succeed(changed, "contract", id, "--output=json");
            }
            alter(altered);
            altered.execute(writes);
            assertSame(
                    "after contract, " + cuts.story(),
                    altered.whole().catalog(),
                    altered.whole().rows(),
                    traces,
                    changed);
            succeed(changed, "contract", id, "--output=json");
            if (metadataOnly) {
                assertThat(changed.zdm("status", id, "--output=json").out()).contains("\"COMPLETED\"");
            }
        }
    }

    /** The script of another clone: half of it and back, up to the swap and back, and then all of it twice. */
    private void byHand() throws SQLException {
        try (ScenarioDatabase altered = new ScenarioDatabase(server, scenario);
                ScenarioDatabase scripted = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = altered.whole().catalog();
            List<String> rows = altered.whole().rows();
            List<String> traces = altered.whole().traces();
            ByHand script = ByHand.of(scripted.target(), scenario.change());
            script.upTo(25);
            script.run("rollback");
            assertSame("after half a script and its rollback", original, rows, traces, scripted);
            script.run();
            script.run();
            script.run("rollback");
            assertSame("after the script and its rollback", original, rows, traces, scripted);
            script.run();
            script.run("contract");
            script.run("contract");
            alter(altered);
            assertSame(
                    "after the script and its contract",
                    altered.whole().catalog(),
                    altered.whole().rows(),
                    traces,
                    scripted);
        }
    }

    private static void rollback(ScenarioDatabase changed, String id, @Nullable Interruptions cuts, int questions) {
        if (cuts == null) {
            succeed(changed, "rollback", id, "--output=json");
        } else {
            cuts.run(questions, "rollback", id, "--output=json");
        }
    }

    /** A careful person's statements follow ALTER's, or stand alone where it gives up; that it does so is tried. */
    private void alter(ScenarioDatabase altered) throws SQLException {
        if (scenario.read("alter.sql").isEmpty()) {
            assertThat(altered.refuses(scenario.plainAlter()))
                    .as("PostgreSQL refuses %s, or there is an alter.sql", scenario.plainAlter())
                    .isTrue();
            altered.execute(scenario.read("expect.sql").orElseThrow());
        } else {
            altered.execute(scenario.read("alter.sql").get());
            scenario.read("expect.sql").ifPresent(altered::execute);
        }
    }

    private void refused() throws SQLException {
        try (ScenarioDatabase database = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = database.whole().catalog();
            List<String> traces = database.whole().traces();
            List<String> rows = database.whole().rows();
            Answer answer = database.zdm(run("swap"));
            assertThat(answer.exitCode()).as(answer.err() + answer.out()).isEqualTo(3);
            Map<String, Object> json = new Yaml().load(answer.out());
            assertThat(problems(json, "code")).isEqualTo(scenario.refused());
            scenario.read("says.txt")
                    .ifPresent(text -> text.lines()
                            .forEach(line -> assertThat(String.join("\n", problems(json, "message")) + "\n"
                                            + String.join("\n", problems(json, "fix")))
                                    .contains(line)));
            assertThat(json).containsEntry("id", null).containsEntry("state", null);
            assertSame("after the refusal", original, rows, traces, database);
            assertThat(database.hasEngineSchema()).as("schema zdm").isFalse();
        }
    }

    private static List<String> problems(Map<String, Object> json, String key) {
        List<String> values = new ArrayList<>();
        for (Object problem : (List<?>) Objects.requireNonNull(json.get("problems"))) {
            values.add(String.valueOf(((Map<?, ?>) problem).get(key)));
        }
        values.sort(null);
        return values;
    }

    private String[] run(String until) {
        return new String[] {
            "run",
            scenario.kind(),
            "--table=" + scenario.table(),
            "--file=" + scenario.change(),
            "--until=" + until,
            "--output=json"
        };
    }

    /** Gives the change's number. */
    static String succeed(ScenarioDatabase database, String... arguments) {
        database.wire().mend();
        Answer answer = database.zdm(arguments);
        assertThat(answer.exitCode())
                .as("%s%n%s%n%s", String.join(" ", arguments), answer.err(), answer.out())
                .isZero();
        return id(answer);
    }

    static String id(Answer answer) {
        Map<String, Object> json = new Yaml().load(answer.out());
        return String.valueOf(json.get("id"));
    }

    static void assertSame(
            String when, Map<String, String> catalog, List<String> rows, List<String> traces, ScenarioDatabase database)
            throws SQLException {
        assertThat(CatalogComparer.compare(catalog, database.whole().catalog()))
                .as("catalog " + when)
                .isEmpty();
        assertThat(database.whole().rows()).as("rows " + when).isEqualTo(rows);
        assertThat(database.whole().traces()).as("traces " + when).isEqualTo(traces);
    }
}
