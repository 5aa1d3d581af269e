package io.zdm.cli.scenario;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.testkit.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scenarios of some change kinds on the newest major version. G5: the result is what ALTER TABLE would have made, G3: also after an interruption, and G8: what cannot be kept is
 * refused before anything is touched. Each folder under {@code scenarios/} is a case; a new one needs no Java.
 */
abstract class NewestVersionScenarios {

    /** Every eighth case runs on an older one, too. */
    static final int MAJOR = 18;

    private static final TestServer SERVER = TestServer.quick(MAJOR);

    /** So many classes share the cases of a sort: the build runs two classes at a time, and ends with both. */
    private static final int SHARES = 3;

    private final Predicate<Scenario> sort;
    private final int share;

    /**
     * @param sort whose cases they are
     * @param share which of them, from 0 on
     */
    NewestVersionScenarios(Predicate<Scenario> sort, int share) {
        this.sort = sort;
        this.share = share;
    }

    @BeforeAll
    static void createRoles() throws SQLException {
        TestRoles.create(SERVER);
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        TestRoles.drop(SERVER);
    }

    @TestFactory
    Stream<DynamicTest> resultIsThatOfAlterTable() {
        return tests(false);
    }

    @TestFactory
    Stream<DynamicTest> refusalNamesEveryProblemAndTouchesNothing() {
        return tests(true);
    }

    private Stream<DynamicTest> tests(boolean refused) {
        List<Scenario> all = Scenario.wanted().stream()
                .filter(s -> sort.test(s) && s.suits(MAJOR) && s.refused().isEmpty() != refused)
                .toList();
        return IntStream.range(0, all.size())
                .filter(n -> n % SHARES == share)
                .mapToObj(all::get)
                .map(s -> dynamicTest(s.name(), new ScenarioRun(SERVER, s, s.fully())::run));
    }
}
