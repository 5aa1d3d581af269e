package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;

/**
 * G5: the result is what ALTER TABLE would have made, and G8: what cannot be kept is refused before anything is touched.
 * Each folder under {@code scenarios/} is a case; a new one needs no Java. {@code -Dzdm.scenario=NAME} runs one alone.
 */
@ExtendWith(PostgresExtension.class)
class ScenariosPostgresTest {

    private static final String ONLY = System.getProperty("zdm.scenario", "");

    @BeforeAll
    static void createRoles(TestServer server) throws SQLException {
        ScenarioDatabase.createRoles(server);
    }

    @AfterAll
    static void dropRoles(TestServer server) throws SQLException {
        ScenarioDatabase.dropRoles(server);
    }

    @TestFactory
    Stream<DynamicTest> resultIsThatOfAlterTable(TestServer server) throws SQLException {
        int major = majorOf(server);
        return Scenario.all().stream()
                .filter(s -> s.refused().isEmpty() && isWanted(s, major))
                .map(s -> dynamicTest(s.name(), () -> changed(server, s)));
    }

    @TestFactory
    Stream<DynamicTest> refusalNamesEveryProblemAndTouchesNothing(TestServer server) throws SQLException {
        int major = majorOf(server);
        return Scenario.all().stream()
                .filter(s -> !s.refused().isEmpty() && isWanted(s, major))
                .map(s -> dynamicTest(s.name(), () -> refused(server, s)));
    }

    /** The one with plain ALTER is led through the same writes as the one that the engine changes, back and forth. */
    private static void changed(TestServer server, Scenario scenario) throws SQLException {
        String writes = scenario.read("writes.sql").orElse("");
        try (ScenarioDatabase altered = new ScenarioDatabase(server, scenario);
                ScenarioDatabase changed = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = altered.catalog();
            List<String> traces = altered.traces();
            boolean metadataOnly = scenario.read("metadata-only.txt").isPresent();
            int id = 1;
            if (!metadataOnly) {
                succeed(changed, run(scenario, "expand"));
                changed.execute(writes);
                altered.execute(writes);
                succeed(changed, "rollback", id++);
                assertSame("after expand and rollback", original, altered.rows(), traces, changed);

                succeed(changed, run(scenario, "swap"));
                changed.execute(writes);
                altered.execute(writes);
                succeed(changed, "rollback", id++);
                assertSame("after swap and rollback", original, altered.rows(), traces, changed);
            }
            succeed(changed, run(scenario, "swap"));
            changed.execute(writes);
            succeed(changed, "contract", id);
            altered.execute(scenario.read("alter.sql").orElseThrow());
            altered.execute(writes);
            assertSame("after contract", altered.catalog(), altered.rows(), traces, changed);
            succeed(changed, "contract", id);
            if (metadataOnly) {
                assertThat(changed.zdm("status", "" + id, "--output=json").out())
                        .contains("\"COMPLETED\"");
            }
        }
    }

    private static void refused(TestServer server, Scenario scenario) throws SQLException {
        try (ScenarioDatabase database = new ScenarioDatabase(server, scenario)) {
            Map<String, String> original = database.catalog();
            List<String> traces = database.traces();
            List<String> rows = database.rows();
            Answer answer = database.zdm(run(scenario, "swap"));
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

    private static String[] run(Scenario scenario, String until) {
        return new String[] {
            "run",
            "changeColumnType",
            "--table=" + scenario.table(),
            "--file=" + scenario.change(),
            "--until=" + until,
            "--output=json"
        };
    }

    private static void succeed(ScenarioDatabase database, String command, int id) {
        succeed(database, command, "" + id, "--output=json");
    }

    private static void succeed(ScenarioDatabase database, String... arguments) {
        Answer answer = database.zdm(arguments);
        assertThat(answer.exitCode())
                .as("%s%n%s%n%s", String.join(" ", arguments), answer.err(), answer.out())
                .isZero();
    }

    private static void assertSame(
            String when, Map<String, String> catalog, List<String> rows, List<String> traces, ScenarioDatabase database)
            throws SQLException {
        assertThat(CatalogComparer.compare(catalog, database.catalog()))
                .as("catalog " + when)
                .isEmpty();
        assertThat(database.rows()).as("rows " + when).isEqualTo(rows);
        assertThat(database.traces()).as("traces " + when).isEqualTo(traces);
    }

    private static boolean isWanted(Scenario scenario, int major) {
        return scenario.needs(major) && (ONLY.isEmpty() || scenario.name().matches(ONLY));
    }

    private static int majorOf(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
