package io.zdm.cli.safety;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Nothing is lost, whatever happens and whenever. {@code -Dzdm.chaos.rounds=N} for more rounds than 30,
 * {@code -Dzdm.seed=N} for others; a round that failed is repeated by its seed and one round.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {

    private static final int ROUNDS = Integer.getInteger("zdm.chaos.rounds", 30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long SEED = Long.getLong("zdm.seed", 1);

    private final PrivateServer server = TestServer.startPrivate();

    @BeforeAll
    void announce() {
        System.out.println("ChaosTest -Dzdm.seed=" + SEED + " -Dzdm.chaos.rounds=" + ROUNDS);
    }

    @AfterAll
    void close() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> rounds() {
        return LongStream.range(SEED, SEED + ROUNDS).mapToObj(seed -> {
            List<Fault> faults = Fault.IN_PROCESS;
            Fault fault = faults.get((int) Math.floorMod(seed, (long) faults.size()));
            ChaosSubject subject = ChaosSubject.of(seed);
            return DynamicTest.dynamicTest(
                    fault + " " + subject + " -Dzdm.seed=" + seed,
                    // A dynamic test heeds no @Timeout.
                    () -> assertTimeoutPreemptively(
                            PATIENCE, () -> round(server, Launcher.inProcess(), fault, subject, seed)));
        });
    }

    static void round(PrivateServer server, Launcher launcher, Fault fault, ChaosSubject subject, long seed)
            throws Exception {
        try (ChaosRound round = new ChaosRound(server, launcher, fault, subject, seed)) {
            try {
                round.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dzdm.seed=" + seed + " " + round.story() + "\n" + e.getMessage(), e);
            }
            if (Boolean.getBoolean("zdm.chaos.tell")) {
                System.out.println("-Dzdm.seed=" + seed + " " + round.story());
            }
        }
    }
}
