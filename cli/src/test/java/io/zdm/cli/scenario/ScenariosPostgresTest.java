package io.zdm.cli.scenario;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * G5: the result is what ALTER TABLE would have made, G3: also after an interruption, and G8: what cannot be kept is
 * refused before anything is touched. Each folder under {@code scenarios/} is a case; a new one needs no Java.
 */
class ScenariosPostgresTest {

    private static final TestServer SERVER = TestServer.quick();

    @BeforeAll
    static void createRoles() throws SQLException {
        TestRoles.create(SERVER);
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        TestRoles.drop(SERVER);
    }

    @TestFactory
    Stream<DynamicTest> resultIsThatOfAlterTable() throws SQLException {
        return tests(false);
    }

    @TestFactory
    Stream<DynamicTest> refusalNamesEveryProblemAndTouchesNothing() throws SQLException {
        return tests(true);
    }

    private static Stream<DynamicTest> tests(boolean refused) throws SQLException {
        int major = major();
        return Scenario.wanted().stream()
                .filter(s -> s.suits(major) && s.refused().isEmpty() != refused)
                .map(s -> dynamicTest(s.name(), new ScenarioRun(SERVER, s, true)::run));
    }

    private static int major() throws SQLException {
        try (Connection connection = SERVER.connect("postgres")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
