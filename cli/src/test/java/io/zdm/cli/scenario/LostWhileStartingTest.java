package io.zdm.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.scenario.ScenarioDatabase.Answer;
import io.zdm.testkit.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.IntStream;
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
            database.wire().mend();
            assertThat(database.zdm("contract", "999").exitCode()).isEqualTo(2);
            int questions = database.wire().questions();
            assertThat(questions).isGreaterThan(3);
            for (int at : IntStream.rangeClosed(1, questions).toArray()) {
                database.wire().cut(at, Wire.Moment.BEFORE_THE_QUESTION);
                Answer answer = database.zdm("contract", "999");
                assertThat(answer.exitCode()).as("%d: %s", at, answer.err()).isPositive();
                assertThat(answer.err())
                        .startsWith("zdm-batch: ")
                        .doesNotContainIgnoringCase("bean")
                        .doesNotContain("Could not instantiate", "Exception");
            }
        }
    }
}
