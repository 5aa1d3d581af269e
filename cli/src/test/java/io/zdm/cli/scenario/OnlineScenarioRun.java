package io.zdm.cli.scenario;

import static io.zdm.cli.scenario.ScenarioRun.assertSame;
import static io.zdm.cli.scenario.ScenarioRun.id;
import static io.zdm.cli.scenario.ScenarioRun.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.render.ByHand;
import io.zdm.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/**
 * Leads a change without a swap through its life: the plan leaves no trace; done in part or cut off it can be rolled
 * back, as if nothing had been; cut off it goes on to its end; done it is not done again. By hand the same comes of it.
 */
final class OnlineScenarioRun {

    /** About what a change of one index asks. */
    private static final int FEW_QUESTIONS = 120;

    private final TestServer server;
    private final Scenario scenario;
    private final boolean fully;

    /** @param fully also the way back of what was cut off, and the script */
    OnlineScenarioRun(TestServer server, Scenario scenario, boolean fully) {
        this.server = server;
        this.scenario = scenario;
        this.fully = fully;
    }

    void run() throws SQLException {
        String writes = scenario.read("writes.sql").orElse("");
        boolean reversible = scenario.read("irreversible.txt").isEmpty();
        try (ScenarioDatabase expected = new ScenarioDatabase(server, scenario);
                ScenarioDatabase changed = new ScenarioDatabase(server, scenario)) {
            Interruptions cuts = new Interruptions(changed, scenario.name());
            Map<String, String> original = expected.whole().catalog();
            List<String> traces = expected.whole().traces();
            succeed(changed, command("plan"));
            assertSame("after plan", original, expected.whole().rows(), traces, changed);
            assertThat(changed.hasEngineSchema()).as("schema zdm after plan").isFalse();
            if (reversible) {
                inPart(expected, changed);
            }
            if (reversible && fully) {
                cutOff();
            }
            String id = id(cuts.run(FEW_QUESTIONS, command("run", "--until=swap")));
            changed.execute(writes);
            make(expected);
            expected.execute(writes);
            same("after run, " + cuts.story(), expected, changed);
            assertThat(state(changed, id)).isEqualTo("COMPLETED");
            succeed(changed, "contract", id, "--output=json");
            if (scenario.read("again.txt").isEmpty()) {
                assertThat(succeed(changed, command("run", "--until=swap")))
                        .as("run again")
                        .isEqualTo(id);
            }
            same("after run again", expected, changed);
            if (fully) {
                byHand(expected, writes);
            }
        }
    }

    /** Up to each of the phases but the last, then back. */
    private void inPart(ScenarioDatabase expected, ScenarioDatabase changed) throws SQLException {
        Map<String, String> original = expected.whole().catalog();
        List<String> traces = expected.whole().traces();
        List<String> phases = phases(changed);
        for (String phase : phases.subList(0, Math.max(0, phases.size() - 1))) {
            String id = succeed(changed, command("run", "--until=" + phase));
            assertThat(state(changed, id)).isEqualTo("STOPPED");
            succeed(changed, "rollback", id, "--output=json");
            assertSame(
                    "after run --until=" + phase + " and rollback",
                    original,
                    expected.whole().rows(),
                    traces,
                    changed);
        }
    }

    private List<String> phases(ScenarioDatabase database) {
        Map<String, Object> plan = new Yaml().load(database.zdm(command("plan")).out());
        return ((List<?>) Objects.requireNonNull(plan.get("steps")))
                .stream()
                        .map(step -> String.valueOf(((Map<?, ?>) step).get("phase")))
                        .distinct()
                        .toList();
    }

    /** Cut off anywhere, then back. */
    private void cutOff() throws SQLException {
        try (ScenarioDatabase database = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = database.whole().catalog();
            List<String> rows = database.whole().rows();
            List<String> traces = database.whole().traces();
            Interruptions cuts = new Interruptions(database, scenario.name() + " back");
            cuts.broken(FEW_QUESTIONS, command("run", "--until=swap"));
            Optional<String> open = database.openChange("forward");
            if (open.isPresent()) {
                succeed(database, "rollback", open.get(), "--output=json");
                assertSame("after rollback of what was cut off, " + cuts.story(), original, rows, traces, database);
            }
        }
    }

    /** The scripts of another clone: half of it and back, half of it, and then all of it twice. */
    private void byHand(ScenarioDatabase expected, String writes) throws SQLException {
        try (ScenarioDatabase scripted = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = scripted.whole().catalog();
            List<String> rows = scripted.whole().rows();
            ByHand script = ByHand.of(scripted.target(), scenario.change());
            if (scenario.read("irreversible.txt").isEmpty()) {
                script.upTo(20);
                script.run("rollback");
                assertSame(
                        "after half a script and its rollback",
                        original,
                        rows,
                        scripted.whole().traces(),
                        scripted);
            }
            script.upTo(18);
            script.run();
            script.run();
            scripted.execute(writes);
            same("after the script", expected, scripted);
        }
    }

    private void make(ScenarioDatabase expected) {
        scenario.read("alter.sql").ifPresent(expected::execute);
        scenario.read("expect.sql").ifPresent(expected::execute);
    }

    private static void same(String when, ScenarioDatabase expected, ScenarioDatabase actual) throws SQLException {
        assertSame(
                when,
                expected.whole().catalog(),
                expected.whole().rows(),
                expected.whole().traces(),
                actual);
    }

    private static String state(ScenarioDatabase database, String id) {
        Map<String, Object> json =
                new Yaml().load(database.zdm("status", id, "--output=json").out());
        return String.valueOf(json.get("state"));
    }

    private String[] command(String name, String... more) {
        List<String> command = new ArrayList<>(List.of(
                name, scenario.kind(), "--table=" + scenario.table(), "--file=" + scenario.change(), "--output=json"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }
}
