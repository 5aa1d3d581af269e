package io.zdm.cli.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zdm.cli.OpenEngine;
import io.zdm.cli.scenario.TestRoles;
import io.zdm.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * G5 and G8 for tables that nobody thought of: if the plan refuses, nothing is touched; else the result is that of ALTER
 * TABLE, and a rollback restores the original. {@code -Dzdm.tables=N} for more of them, {@code -Dzdm.seed=N} for the one
 * that a failure names, or with both for others: the build's are always the same. {@code -Dzdm.times=N} for each of them
 * so many times. {@code -Dzdm.versions=14,18} for other
 * versions than the usual one. A generator of its own, because jqwik is made for JUnit's platform 1 and not for 6.
 */
abstract class GeneratedTables {

    private static final String VERSIONS = System.getProperty("zdm.versions", "");

    private static final int TABLES = Integer.getInteger("zdm.tables", 200);

    private static final int QUARTERS = 4;

    /** To look for what fails now and then. */
    private static final int TIMES = Integer.getInteger("zdm.times", 1);

    /** Or else nobody sees that the generator makes nothing but what is refused. */
    private static final double LEAST_CHANGED = 0.6;

    private final long first;
    private final int tables;

    /** @param quarter which of the tables, from 0 on: the build runs two classes at a time */
    GeneratedTables(int quarter) {
        Long only = Long.getLong("zdm.seed");
        int all = only == null ? TABLES : Integer.getInteger("zdm.tables", 1);
        int before = all * quarter / QUARTERS;
        this.first = (only == null ? 1 : only) + before;
        this.tables = all * (quarter + 1) / QUARTERS - before;
    }

    @TestFactory
    Stream<DynamicTest> resultIsThatOfAlterTableOrNothingWasTouched() {
        if (tables == 0) {
            return Stream.empty();
        }
        return VERSIONS.isEmpty()
                ? Stream.of(dynamicTest("generated tables", () -> test(TestServer.quick())))
                : Stream.of(VERSIONS.split(","))
                        .map(v -> dynamicTest("PostgreSQL " + v, () -> test(TestServer.quick(Integer.parseInt(v)))));
    }

    private void test(TestServer server) throws SQLException {
        TestRoles.create(server);
        try {
            tables(server);
        } finally {
            TestRoles.drop(server);
        }
    }

    private void tables(TestServer server) throws SQLException {
        Map<String, Integer> endings = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        long began = System.nanoTime();
        try (GeneratedDatabase changed = new GeneratedDatabase(server);
                GeneratedDatabase altered = new GeneratedDatabase(server);
                OpenEngine open = new OpenEngine(changed.target())) {
            GeneratedRun run = new GeneratedRun(open.engine(), changed, altered);
            for (int n = 0; n < tables * TIMES; n++) {
                GeneratedTable table = GeneratedTable.of(first + n % tables);
                String failure = failure(run, table, endings);
                if (!failure.isEmpty()) {
                    GeneratedTable smallest = shrunk(run, table);
                    // The first failure beside the smallest table's: one that does not come again is known by it alone.
                    String shown = smallest.script() + "\nas generated: " + failure + "\nas shown: "
                            + failure(run, smallest, new TreeMap<>());
                    // Of a long run one wants to see the first before the last.
                    System.out.println(shown);
                    failures.add(shown);
                }
            }
        }
        System.out.printf(
                "%d generated tables from seed %d in %.1f s: %s%n",
                tables, first, (System.nanoTime() - began) / 1e9, endings);
        assertThat(failures).as(() -> String.join("\n\n", failures)).isEmpty();
        if (tables >= 50) {
            int done = endings.getOrDefault("changed", 0) + endings.getOrDefault("metadata-only", 0);
            assertThat(done).as("really changed, of %s", endings).isGreaterThanOrEqualTo((int)
                    (LEAST_CHANGED * tables));
        }
    }

    /** Empty where all is well. */
    private static String failure(GeneratedRun run, GeneratedTable table, Map<String, Integer> endings)
            throws SQLException {
        try {
            endings.merge(run.run(table), 1, Integer::sum);
            return "";
        } catch (AssertionError | RuntimeException e) {
            endings.merge("FAILED", 1, Integer::sum);
            return String.valueOf(e);
        }
    }

    /** Takes away half of the features, then fewer, as long as it still fails. */
    private static GeneratedTable shrunk(GeneratedRun run, GeneratedTable failing) throws SQLException {
        GeneratedTable smallest = failing;
        for (int size = Math.max(1, failing.features().size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < smallest.features().size(); ) {
                List<Feature> fewer = new ArrayList<>(smallest.features());
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                GeneratedTable tried = smallest.with(fewer);
                if (failure(run, tried, new TreeMap<>()).isEmpty()) {
                    from += size;
                } else {
                    smallest = tried;
                }
            }
        }
        return smallest;
    }
}
