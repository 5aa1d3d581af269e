package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the table runs full: a small file system of its own, where this machine lets us mount one. The WAL lies
 * elsewhere: a server whose WAL has no room crashes, which other tests do.
 */
@Timeout(180)
class DiskFullTest {

    private static final String NO_ROOM = "are free on the server's disk";

    @TempDir
    Path disk = Path.of(".");

    private final PrivateServer server = TestServer.startPrivate();
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=14m,mode=0700", "none", disk.toString());
        assumeTrue(mounted, "may not mount a file system");
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        if (mounted) {
            assertThat(succeeds("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aChangeThatHasNoRoomStopsAndGoesOnWhenThereIsSome() throws Exception {
        Files.createDirectory(disk.resolve("data"));
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLESPACE small LOCATION '" + disk.resolve("data") + "'",
                    "CREATE SCHEMA app",
                    "CREATE TABLE app.item (id bigint PRIMARY KEY, v text, t text) WITH (autovacuum_enabled = off)"
                            + " TABLESPACE small",
                    "INSERT INTO app.item SELECT g, 'value ' || g, repeat('x', 300) FROM generate_series(1, 20000) g",
                    "ANALYZE app.item");
            Zdm zdm = new Zdm(database);
            // With the limit as good as off; still it may see in time that nothing at all is left, and wait.
            try (Zdm.Running run = zdm.start(Zdm.with(
                    Items.CHANGE, "--min-free-disk=1kB", "--max-bloat=0", "--chunk-rows=500", "--lock-attempts=5"))) {
                Waiting.until(
                        "it ends or waits",
                        () -> run.code().isDone() || run.errors().contains(NO_ROOM),
                        run::errors);
                run.stop().request("no room");
                int code = run.result().code();
                assertThat(code).as(run.errors()).isIn(1, 4);
                assertThat(code == 4 || run.errors().contains("No space left on device"))
                        .as(run.errors())
                        .isTrue();
                assertThat(zdm.state(1)).isEqualTo(code == 4 ? "STOPPED" : "FAILED");
            }
            String filled = String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
            assertThat(Integer.parseInt(filled)).isBetween(500, 19_500);

            // By default it sees that there is no room, and waits for some.
            try (Zdm.Running run = zdm.start("restart", "1")) {
                run.says(NO_ROOM);
                assertThat(succeeds("mount", "-o", "remount,size=4g", disk.toString()))
                        .isTrue();
                run.result().exits(0);
            }
            zdm.run("contract", "1").exits(0);
            assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id"))
                    .isEqualTo("20000");
            database.execute("DROP SCHEMA app CASCADE");
            database.execute("DROP TABLESPACE small");
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
