package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.cli.wire.Wire;
import io.zdm.testkit.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection goes before the command has begun: one message, in the project's own words, and soon. */
class LostWhileStartingTest {

    private static final TestServer SERVER = TestServer.quick();

    /** Less than the pool looks for another session. */
    private static final Duration SOON = Duration.ofSeconds(28);

    @BeforeEach
    void createRoles() throws SQLException {
        TestRoles.create(SERVER);
    }

    @AfterEach
    void dropRoles() throws SQLException {
        TestRoles.drop(SERVER);
    }

    @Test
    void saysWhatHappenedInOneMessage() throws Exception {
        Path folder = Path.of(LostWhileStartingTest.class
                .getResource("/scenarios/empty-table")
                .toURI());
        try (ScenarioDatabase database = new ScenarioDatabase(SERVER, new Scenario(folder))) {
            // While it connects, looks at the server, starts Spring, and asks its first question.
            for (int at = 1; at <= 8; at++) {
                database.wire().cut(at, Wire.Moment.BEFORE_THE_QUESTION);
                long begun = System.nanoTime();
                Answer answer = database.zdm("contract", "999");
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .as("%d: %s", at, answer.err())
                        .isLessThan(SOON);
                assertThat(database.wire().wasCut()).isTrue();
                assertThat(answer.exitCode()).as("%d: %s", at, answer.err()).isEqualTo(2);
                assertThat(answer.err())
                        // Or the pool has made another connection.
                        .containsAnyOf("zdm-batch: Cannot connect to ", "zdm-batch: There is no change 999")
                        .doesNotContainIgnoringCase("bean")
                        .doesNotContain("unexpected", "Could not instantiate", "Exception");
            }
        }
    }
}
