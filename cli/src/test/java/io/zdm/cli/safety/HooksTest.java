package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What webhooks are told of a change from its start to its end. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class HooksTest {

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();

    private HttpServer listen(int answer) throws java.io.IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(JsonMapper.shared()
                    .readTree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Zdm-Signature")));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private List<String> events() {
        return heard.stream().map(m -> m.get("event").asString()).toList();
    }

    private static String at(HttpServer server) {
        return "--webhook=http://127.0.0.1:" + server.getAddress().getPort() + "/a-secret-path";
    }

    @Test
    void aWebhookHearsFromStartToContract(TestDatabase database) throws Exception {
        Zdm zdm = Items.create(database).with(Map.of("ZDM_WEBHOOK_SECRET", "not told"));
        HttpServer server = listen(204);
        OpenTransaction reader = new OpenTransaction(database, Items.READING);
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, at(server)))) {
            run.says("in the way");
            Zdm.Result status = zdm.run("status", "1").exits(0);
            assertThat(status.out())
                    .contains("In the way  ACCESS EXCLUSIVE on app.item, attempt", "pid " + reader.pid());
            assertThat(zdm.run("status", "1", "--output=json").exits(0).out())
                    .contains("\"throttle\":{\"waiting\":true,\"reason\":\"in the way: ACCESS EXCLUSIVE on app.item");
            reader.close();
            run.result().exits(0);
            assertThat(database.queryOne("SELECT count(blocked) FROM zdm.owner"))
                    .isEqualTo("0");
            zdm.run("contract", "1", at(server)).exits(0);
        } finally {
            reader.close();
            server.stop(0);
        }
        assertThat(events()).containsExactly("started", "blocked", "waiting-for-contract", "started", "done");
        assertThat(heard.get(1).get("blockers").get(0).asString()).contains("a reader");
        assertThat(heard.get(0).get("change").get("table").asString()).isEqualTo("app.item");
        assertThat(heard).allSatisfy(m -> assertThat(m.toString()).doesNotContain("not told"));
        assertThat(signatures).allSatisfy(s -> assertThat(s).matches("sha256=[0-9a-f]{64}"));
    }

    @Test
    void verifyFailedAndThatAWebhookDoesNotTakeItAreSaidWithoutItsPath(TestDatabase database, @TempDir Path folder)
            throws Exception {
        Path heardToo = folder.resolve("heard");
        // The server trusts whoever comes: any password does.
        Zdm zdm = Items.create(database)
                .with(Map.of("ZDM_URL", Zdm.url(database, database.port()).replace("@", ":hush-hush@")));
        HttpServer server = listen(410);
        try {
            zdm.run(Zdm.with(Items.CHANGE, "--until=backfill")).exits(0);
            Items.behindTheTriggers(database, "UPDATE app.item SET v = 'other' WHERE id = 7");
            Zdm.Result result = zdm.run("restart", "1", at(server), "--on-event=cat >> '" + heardToo + "'")
                    .exits(6);
            assertThat(result.err())
                    .contains("did not take 'started'", "it answered 410")
                    .doesNotContain("a-secret-path", "hush");
            assertThat(Files.readString(heardToo)).contains("verify-failed").doesNotContain("hush");
        } finally {
            server.stop(0);
        }
        assertThat(events()).containsExactly("started", "verify-failed");
        assertThat(heard.get(1).get("error").get("next").asString()).contains("alarm-verify-differences");
        assertThat(signatures).containsOnly("null");
    }
}
