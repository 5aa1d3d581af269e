package io.zdm.cli.scenario;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.testkit.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The scenarios on the major versions beside {@link NewestVersionScenarios}'s: every eighth one on one of them, chosen by its
 * name, and those that need a version on all that have it. {@code -Dzdm.versions=14,18} runs all of them on those.
 */
abstract class OtherVersionsScenarios {

    private static final int EACH = 8;
    private static final String WANTED = System.getProperty("zdm.versions", "");

    private final IntPredicate mine;

    /** @param mine the versions of this class: the build runs two classes at a time */
    OtherVersionsScenarios(IntPredicate mine) {
        this.mine = mine;
    }

    @TestFactory
    Stream<DynamicContainer> scenarios() {
        List<Integer> majors = WANTED.isEmpty()
                ? TestServer.MAJORS.stream()
                        .filter(m -> m != NewestVersionScenarios.MAJOR)
                        .toList()
                : Arrays.stream(WANTED.split(",")).map(Integer::valueOf).toList();
        return majors.stream()
                .filter(mine::test)
                .map(major -> dynamicContainer("PostgreSQL " + major, tests(major, majors)));
    }

    private static Stream<DynamicNode> tests(int major, List<Integer> majors) {
        List<Scenario> scenarios =
                Scenario.wanted().stream().filter(s -> isFor(s, major, majors)).toList();
        if (scenarios.isEmpty()) {
            return Stream.empty();
        }
        TestServer server = TestServer.quick(major);
        Stream<DynamicTest> begin = Stream.of(dynamicTest("roles", () -> TestRoles.create(server)));
        Stream<DynamicTest> runs =
                scenarios.stream().map(s -> dynamicTest(s.name(), new ScenarioRun(server, s, !WANTED.isEmpty())::run));
        Stream<DynamicTest> end = Stream.of(dynamicTest("no roles", () -> TestRoles.drop(server)));
        return Stream.of(begin, runs, end).flatMap(t -> t);
    }

    private static boolean isFor(Scenario scenario, int major, List<Integer> majors) {
        if (!WANTED.isEmpty() || scenario.read("since.txt").isPresent()) {
            return scenario.suits(major);
        }
        List<Integer> suitable = majors.stream().filter(scenario::suits).toList();
        int chosen = Math.floorMod(scenario.name().hashCode(), EACH * Math.max(1, suitable.size()));
        return chosen < suitable.size() && suitable.get(chosen) == major;
    }
}
