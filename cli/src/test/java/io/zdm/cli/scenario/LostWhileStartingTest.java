package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.cli.wire.Wire;
import io.zdm.testkit.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection goes before the command has begun: one message, in the project's own words. */
class LostWhileStartingTest {

    private static final TestServer SERVER = TestServer.quick();

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
            // While it connects, looks at the server, and starts Spring.
            for (int at : List.of(1, 3, 5)) {
                database.wire().cut(at, Wire.Moment.BEFORE_THE_QUESTION);
                Answer answer = database.zdm("contract", "999");
                assertThat(answer.exitCode()).as("%d: %s", at, answer.err()).isEqualTo(2);
                assertThat(answer.err())
                        .startsWith("zdm-batch: Cannot connect to ")
                        .doesNotContainIgnoringCase("bean")
                        .doesNotContain("unexpected", "Could not instantiate", "Exception");
            }
        }
    }
}
