package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.output.Json;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may see and do what through the console, and that what it does is what the commands do. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ConsoleTest {

    private static final String LOOKING = "somebody-who-looks-0123";

    @Test
    void nobodyComesInWithoutATokenNorActsFromAnotherPage(TestDatabase database, @TempDir Path folder)
            throws Exception {
        Items.create(database);
        try (RunningConsole console = RunningConsole.start(database, folder)) {
            ConsoleClient client = console.client();
            assertThat(client.get("/api/session").statusCode()).isEqualTo(401);
            assertThat(client.get("/api/events").statusCode()).isEqualTo(401);
            assertThat(client.get("/").statusCode()).isEqualTo(302);
            assertThat(client.get("/index.html").statusCode()).isEqualTo(302);
            assertThat(client.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(client.get("/login").statusCode()).isEqualTo(200);
            assertThat(client.login("not-the-token").statusCode()).isEqualTo(401);
            assertThat(client.get("/api/session").statusCode()).isEqualTo(401);

            assertThat(client.login(RunningConsole.TOKEN).statusCode()).isEqualTo(204);
            HttpResponse<String> session = client.get("/api/session");
            assertThat(session.statusCode()).isEqualTo(200);
            assertThat(session.body()).contains("\"readOnly\":false", database.name(), "--max-rate");
            assertThat(session.body()).doesNotContain("--throttle-query", "--on-event", "--report");
            assertThat(session.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'");
            assertThat(session.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

            String halt = "/api/databases/" + database.name() + "/halt";
            assertThat(client.post(halt, "application/json", "{\"off\":true}", "")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(client.post(halt, "application/json", "{\"off\":true}", "made-up")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(database.queryOne("SELECT to_regnamespace('zdm') IS NULL"))
                    .isEqualTo("t");
            assertThat(forOtherHost(console.url())).contains(" 400 ");
            assertThat(client.get("/api/databases/nowhere/changes/1").statusCode())
                    .isEqualTo(404);
            assertThat(client.get("/api/databases/" + database.name() + "/changes/99")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(client.post("/logout", "{}").statusCode()).isEqualTo(204);
            assertThat(client.get("/api/session").statusCode()).isEqualTo(401);
        }
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .contains("wrong token", "logged in")
                .doesNotContain(RunningConsole.TOKEN)
                .doesNotContain("not-the-token");
    }

    @Test
    void wrongTokensLockAnAddressForAWhile(TestDatabase database, @TempDir Path folder) throws Exception {
        try (RunningConsole console = RunningConsole.start(database, folder)) {
            ConsoleClient client = console.client();
            for (int i = 0; i < 5; i++) {
                assertThat(client.login("wrong " + i).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> locked = client.login(RunningConsole.TOKEN);
            assertThat(locked.statusCode()).isEqualTo(429);
            assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void whatIsDoneIsWhatTheCommandsDoAndIsWrittenDown(TestDatabase database, @TempDir Path folder) throws Exception {
        Zdm zdm = Items.create(database);
        zdm.run(Items.CHANGE).exits(0);
        Path told = folder.resolve("told");
        try (RunningConsole console = RunningConsole.start(database, folder, "--on-event=cat >> " + told)) {
            ConsoleClient client = console.client();
            client.login(RunningConsole.TOKEN);
            String change = "/api/databases/" + database.name() + "/changes/1";
            assertThat(client.get(change).body()).contains("\"state\":\"SWAPPED\"", "rollback", "contract", "begun");
            Map<String, Object> chunks = Json.readObjects(
                            "[" + client.get(change + "/chunks").body() + "]")
                    .get(0);
            assertThat(((List<?>) Objects.requireNonNull(chunks.get("rows")))
                            .stream().mapToInt(r -> (Integer) r).sum())
                    .isEqualTo(5000);
            HttpResponse<String> runbook = client.get(change + "/runbook");
            assertThat(runbook.body()).contains("app.item");
            assertThat(runbook.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("sandbox");

            HttpResponse<String> unconfirmed = client.post(change + "/actions/rollback", "{}");
            assertThat(unconfirmed.statusCode()).isEqualTo(400);
            assertThat(unconfirmed.body()).contains("app.item", "Nothing was changed");
            assertThat(client.post(change + "/actions/rollback", "{\"confirm\":\"item\"}")
                            .statusCode())
                    .isEqualTo(400);
            HttpResponse<String> sql = client.post(
                    change + "/actions/rollback",
                    "{\"confirm\":\"app.item\",\"options\":{\"--throttle-query\":\"SELECT true\"}}");
            assertThat(sql.statusCode()).isEqualTo(400);
            assertThat(client.post(change + "/actions/erase", "{}").statusCode())
                    .isEqualTo(404);
            assertThat(client.post(change + "/actions/rollback", "not json").statusCode())
                    .isEqualTo(400);
            assertThat(zdm.state(1)).isEqualTo("SWAPPED");

            assertThat(client.post(
                                    change + "/actions/rollback",
                                    "{\"confirm\":\"app.item\",\"options\":{\"--workers\":\"2\"}}")
                            .statusCode())
                    .isEqualTo(202);
            Waiting.until("rolled back", () -> zdm.state(1).equals("ROLLED_BACK"));
            Waiting.until(
                    "the command's end",
                    () -> client.get("/api/commands").body().contains("\"exitCode\":0"));
            assertThat(client.get("/api/commands").body()).contains("zdm-batch rollback 1 --workers=2");
            assertThat(Items.type(database)).isEqualTo("text");
            assertThat(client.post(change + "/actions/pause", "{}").statusCode())
                    .isEqualTo(202);
            Waiting.until(
                    "the refusal", () -> client.get("/api/commands").body().contains("\"exitCode\":3"));

            assertThat(client.post(
                                    "/api/databases/" + database.name() + "/halt",
                                    "{\"off\":false,\"reason\":\"a test\"}")
                            .statusCode())
                    .isEqualTo(400);
            client.post(
                    "/api/databases/" + database.name() + "/halt",
                    Json.write(Map.of("off", false, "reason", "it's a test", "confirm", database.name())));
            Waiting.until(
                    "the halt", () -> "it's a test".equals(database.queryOne("SELECT max(reason) FROM zdm.halt")));
            awaitEvent(client, "\"halted\":{");
            // The session that looks is lost: another takes its place.
            assertThat(database.queryOne("SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'zdm-batch'"))
                    .isEqualTo("t");
            client.post("/api/databases/" + database.name() + "/halt", "{\"off\":true}");
            awaitEvent(client, "\"error\":null,\"halted\":null");
        }
        assertThat(Files.readString(told))
                .contains("\"event\":\"started\"", "\"event\":\"done\"", "\"direction\":\"rollback\"");
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"action\":\"rollback\"", "\"outcome\":\"begun\"", "\"change\":1", "127.0.0.1"))
                .anySatisfy(line ->
                        assertThat(line).contains("\"action\":\"rollback\"", "\"outcome\":\"done\"", "--workers"))
                .anySatisfy(line -> assertThat(line).contains("\"action\":\"pause\"", "\"outcome\":\"refused\""));
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone(TestDatabase database, @TempDir Path folder) throws Exception {
        Zdm zdm = Items.create(database);
        zdm.run(Items.CHANGE).exits(0);
        try (RunningConsole console = RunningConsole.start(database, folder)) {
            ConsoleClient client = console.client();
            client.login(RunningConsole.TOKEN);
            Files.delete(console.audit());
            Files.createDirectory(console.audit());
            HttpResponse<String> refused = client.post(
                    "/api/databases/" + database.name() + "/changes/1/actions/rollback", "{\"confirm\":\"app.item\"}");
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.body()).contains("Nothing was done", "audit.jsonl");
            assertThat(client.get("/api/commands").body()).isEqualTo("[]");
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void theSameIsNotBegunTwice(TestDatabase database, @TempDir Path folder) throws Exception {
        Zdm zdm = Items.create(database);
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand", "--chunk-rows=50")).exits(0);
        try (RunningConsole console = RunningConsole.start(database, folder)) {
            ConsoleClient client = console.client();
            client.login(RunningConsole.TOKEN);
            String restart = "/api/databases/" + database.name() + "/changes/1/actions/restart";
            String slowly = "{\"options\":{\"--max-rate\":\"50\"}}";
            assertThat(client.post(restart, slowly).statusCode()).isEqualTo(202);
            HttpResponse<String> second = client.post(restart, slowly);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("at work already");
            assertThat(client.post("/api/commands/1/stop", "{}").statusCode()).isEqualTo(202);
            Waiting.until(
                    "the command's end",
                    () -> client.get("/api/commands").body().contains("\"exitCode\":4"));
            assertThat(zdm.state(1)).isEqualTo("STOPPED");
        }
    }

    @Test
    void severalDatabasesAreToldApart(TestDatabase one, TestDatabase two, @TempDir Path folder) throws Exception {
        for (TestDatabase each : List.of(one, two)) {
            Items.create(each).run(Items.CHANGE).exits(0);
        }
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        try (RunningConsole console = RunningConsole.start(
                one,
                folder,
                "--database=one=" + Zdm.url(one, one.port()),
                "--database=two=" + Zdm.url(two, two.port()),
                "--database=gone=" + Zdm.url(two, nobody))) {
            ConsoleClient client = console.client();
            client.login(RunningConsole.TOKEN);
            assertThat(client.get("/api/session").body()).containsSubsequence(one.name(), two.name(), "" + nobody);
            awaitEvent(client, "\"key\":\"gone\",\"error\":\"Cannot connect to");
            HttpResponse<String> unreachable = client.get("/api/databases/gone/changes/1");
            assertThat(unreachable.statusCode()).isEqualTo(502);
            assertThat(unreachable.body()).contains("Cannot connect to").contains("" + nobody);

            assertThat(client.post("/api/databases/two/changes/1/actions/rollback", "{\"confirm\":\"app.item\"}")
                            .statusCode())
                    .isEqualTo(202);
            Waiting.until("rolled back", () -> new Zdm(two).state(1).equals("ROLLED_BACK"));
            assertThat(new Zdm(one).state(1)).isEqualTo("SWAPPED");
            assertThat(client.get("/api/databases/one/changes/1").body()).contains("\"state\":\"SWAPPED\"");
            assertThat(metrics(client, RunningConsole.TOKEN))
                    .contains("zdm_database_readable{database=\"one\"} 1.0")
                    .contains("zdm_database_readable{database=\"two\"} 1.0")
                    .contains("zdm_database_readable{database=\"gone\"} 0.0");
        }
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .anySatisfy(line -> assertThat(line).contains("\"database\":\"two\"", "\"action\":\"rollback\""))
                .noneSatisfy(line -> assertThat(line).contains("\"database\":\"one\""));
    }

    @Test
    void whoMayOnlyLookLooks(TestDatabase database, @TempDir Path folder) throws Exception {
        Zdm zdm = Items.create(database);
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        Path users = folder.resolve("users");
        Files.createFile(users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        Files.writeString(
                users, "# people\nsomebody " + LOOKING + " read-only\nanother " + RunningConsole.TOKEN + "\n");
        try (Zdm.Running refused = new Zdm(database).start("console", "--port=0", "--users=" + users)) {
            assertThat(refused.result().exits(2).err()).contains("chmod 600").doesNotContain(LOOKING);
        }
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
        try (RunningConsole console = RunningConsole.start(database, folder, Map.of(), "--users=" + users)) {
            ConsoleClient looking = console.client();
            assertThat(looking.login(LOOKING).statusCode()).isEqualTo(204);
            assertThat(looking.get("/api/session").body()).contains("\"readOnly\":true", "somebody");
            assertThat(looking.get("/api/databases/" + database.name() + "/changes/1")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(looking.post(
                                    "/api/databases/" + database.name() + "/changes/1/actions/rollback",
                                    "{\"confirm\":\"app.item\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(zdm.state(1)).isEqualTo("STOPPED");
            assertThat(metrics(looking, LOOKING))
                    .contains("zdm_database_readable{database=\"" + database.name() + "\"} 1.0")
                    .contains("zdm_state{", "state=\"STOPPED\"", "table=\"app.item\"", "zdm_rows_expected{");
        }
        try (RunningConsole console = RunningConsole.start(database, folder, "--read-only")) {
            ConsoleClient client = console.client();
            client.login(RunningConsole.TOKEN);
            assertThat(client.get("/api/session").body()).contains("\"readOnly\":true");
            assertThat(client.post("/api/databases/" + database.name() + "/halt", "{\"off\":true}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void overTlsItSpeaksHttpsAlone(TestDatabase database, @TempDir Path folder) throws Exception {
        SelfSigned own = SelfSigned.in(folder);
        try (RunningConsole console = RunningConsole.start(
                database, folder, "--tls-certificate=" + own.certificate(), "--tls-key=" + own.key())) {
            assertThat(console.url()).startsWith("https://");
            ConsoleClient client = new ConsoleClient(console.url(), own.trusted());
            assertThat(client.login(RunningConsole.TOKEN).statusCode()).isEqualTo(204);
            assertThat(client.cookie("ZDM-CONSOLE").getSecure()).isTrue();
            assertThat(client.cookie("ZDM-CONSOLE").isHttpOnly()).isTrue();
            assertThat(new ConsoleClient(console.url().replace("https:", "http:"))
                            .get("/login")
                            .statusCode())
                    .isEqualTo(400);
        }
        try (Zdm.Running refused = new Zdm(database)
                .with(Map.of("ZDM_CONSOLE_TOKEN", RunningConsole.TOKEN))
                .start("console", "--port=0", "--tls-certificate=" + own.key(), "--tls-key=" + own.certificate())) {
            assertThat(refused.result().exits(2).err()).contains("cannot be started", "Nothing was changed");
        }
    }

    @Test
    void whatCannotBeUsedIsSaidAtTheStart(TestDatabase database, @TempDir Path folder) {
        Zdm zdm = new Zdm(database).with(Map.of("ZDM_CONSOLE_TOKEN", RunningConsole.TOKEN));
        Map<List<String>, String> refused = Map.of(
                List.of("--host=0.0.0.0"), "without TLS",
                List.of("--host=no.such.host.invalid"), "no address of this machine",
                List.of("--tls-key=" + folder), "belong together",
                List.of("--audit=" + folder, "--port=0"), "--audit",
                List.of("--port=" + database.port()), "is taken",
                List.of("--database=postgresql://x:secret@y/z?sslmode=require"), "its name must be",
                List.of("--database=a=postgresql://x@y/z", "--database=a=postgresql://x@y/w"), "called a",
                List.of("--users=" + folder.resolve("none")), "--users");
        refused.forEach((options, words) -> assertThat(
                        zdm.run(Zdm.with(new String[] {"console"}, options.toArray(String[]::new)))
                                .exits(2)
                                .err())
                .as("%s", options)
                .contains(words)
                .doesNotContain("secret"));
        assertThat(new Zdm(database)
                        .with(Map.of("ZDM_CONSOLE_TOKEN", "short"))
                        .run("console", "--port=0")
                        .exits(2)
                        .err())
                .contains("could be guessed")
                .doesNotContain("short ");
    }

    private static String metrics(ConsoleClient client, String token) throws Exception {
        String login = Base64.getEncoder().encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8));
        return client.get("/metrics", "Authorization", "Basic " + login).body();
    }

    /** As a page of somebody else's would ask whose name was made to point here. */
    private static String forOtherHost(String url) throws Exception {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private static void awaitEvent(ConsoleClient client, String text) throws Exception {
        try (InputStream in = client.stream("/api/events")) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            // A read does not end at an interrupt, but at the end of the stream.
            List<String> seen = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> come = CompletableFuture.runAsync(() -> {
                for (String line : (Iterable<String>) lines.lines()::iterator) {
                    seen.add(line);
                    if (line.contains(text)) {
                        return;
                    }
                }
                throw new IllegalStateException("the stream ended");
            });
            assertThat(come).as(() -> text + " in\n" + String.join("\n", seen)).succeedsWithin(Duration.ofSeconds(60));
        }
    }
}
