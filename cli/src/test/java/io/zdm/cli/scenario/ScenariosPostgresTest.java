package io.zdm.cli.scenario;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * G5: the result is what ALTER TABLE would have made, G3: also after an interruption, and G8: what cannot be kept is
 * refused before anything is touched. Each folder under {@code scenarios/} is a case; a new one needs no Java.
 */
@ExtendWith(PostgresExtension.class)
class ScenariosPostgresTest {

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
        return tests(server, false);
    }

    @TestFactory
    Stream<DynamicTest> refusalNamesEveryProblemAndTouchesNothing(TestServer server) throws SQLException {
        return tests(server, true);
    }

    private static Stream<DynamicTest> tests(TestServer server, boolean refused) throws SQLException {
        int major = majorOf(server);
        return Scenario.wanted().stream()
                .filter(s -> s.suits(major) && s.refused().isEmpty() != refused)
                .map(s -> dynamicTest(s.name(), new ScenarioRun(server, s)::run));
    }

    private static int majorOf(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
