package io.zdm.cli.safety;

import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link ChaosTest}, but the engine is the packaged one, and is killed. */
@Timeout(300)
class ChaosIT {

    @TempDir
    Path directory = Path.of(".");

    @RepeatedTest(3)
    void killed(RepetitionInfo repetition) throws Exception {
        long seed = Long.getLong("zdm.seed", 1) + repetition.getCurrentRepetition();
        try (PrivateServer server = TestServer.startPrivate()) {
            ChaosTest.round(server, Launcher.packaged(directory), Fault.KILLED, ChaosSubject.of(seed), seed);
        }
    }
}
