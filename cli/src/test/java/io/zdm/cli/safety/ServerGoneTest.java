package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody can be asked any more how the change stands: what is known is told all the same, with its number. */
@Timeout(400)
class ServerGoneTest {

    @Test
    void theNumberAndTheErrorAreToldOfAChangeWhoseServerIsGone(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(
                dir.resolve("item.yaml"),
                "change: changeColumnType\ntable: app.item\ncolumns: [{column: v, to: varchar(40)}]\n");
        try (PrivateServer server = TestServer.startPrivate();
                TestDatabase database = server.createDatabase()) {
            Zdm zdm = Items.create(database);
            String[] command = {"apply", file.toString(), "--output=json"};
            Zdm.Running running = zdm.start(Zdm.with(command, Items.SLOWLY));
            Items.awaitFilled(database, 100);

            server.stopImmediate();

            // It tries to reach the server again for a while.
            assertThat(running.code().orTimeout(300, TimeUnit.SECONDS).join()).isEqualTo(1);
            assertThat(running.result().out()).contains("\"id\":1,", "\"state\":null", "\"code\":\"connection-lost\"");
            server.startAgain();
            zdm.run("rollback", "1").exits(0);
        }
    }
}
