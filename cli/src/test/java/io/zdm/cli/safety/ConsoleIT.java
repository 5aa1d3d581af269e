package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The console of the packaged jar, with the heap of the README: it serves what is in the jar, and ends when it is told. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ConsoleIT {

    private static final Pattern URL = Pattern.compile("Console: (\\S+)/login");

    @Test
    void thePackagedConsoleRunsACommandAndEndsWithTheSignal(TestDatabase database, @TempDir Path directory)
            throws Exception {
        try (Jar version = Jar.start(database, directory, "--version")) {
            assertThat(version.code()).isZero();
            assertThat(version.output()).matches("(?s).*zdm-batch \\d+\\.\\d+\\.\\d+.*");
        }
        Items.create(database).run(Items.CHANGE).exits(0);
        try (Jar jar = Jar.start(database, directory, "console", "--port=0")) {
            Waiting.until(
                    "the console's address", () -> URL.matcher(jar.output()).find(), jar::output);
            Matcher url = URL.matcher(jar.output());
            assertThat(url.find()).isTrue();
            Path file = directory.resolve(".zdm/console-token");
            Waiting.until("the token's file", () -> Files.exists(file) && Files.size(file) > 0);
            String token = Files.readString(file).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(jar.output()).doesNotContain(token);

            ConsoleClient client = new ConsoleClient(url.group(1));
            assertThat(client.login(token).statusCode()).isEqualTo(204);
            for (String path : new String[] {"/", "/main.js", "/base.css", "/uplot/uPlot.iife.min.js"}) {
                assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(client.post(
                                    "/api/databases/" + database.name() + "/changes/1/actions/contract",
                                    "{\"confirm\":\"app.item\"}")
                            .statusCode())
                    .isEqualTo(202);
            Waiting.until(
                    "the contract's end",
                    () -> client.get("/api/commands").body().contains("\"exitCode\":0"),
                    jar::output);
            assertThat(Items.type(database)).isEqualTo("character varying(40)");
            jar.terminate();
            assertThat(jar.code()).isZero();
        }
    }
}
