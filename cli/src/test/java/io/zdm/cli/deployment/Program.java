package io.zdm.cli.deployment;

import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;

/** zdm-batch as another program starts it, from the classes of the tests. */
final class Program {

    private Program() {}

    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.zdm.cli.ZdmBatch");
    }

    static String url(TestDatabase database) {
        return "--url=postgresql://%s@%s:%d/%s"
                .formatted(database.user(), database.host(), database.port(), database.name());
    }
}
