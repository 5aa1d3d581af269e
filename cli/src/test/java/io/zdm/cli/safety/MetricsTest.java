package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metrics of a change that runs, and that whatever speaks of metrics speaks of those. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class MetricsTest {

    private static final Pattern NAME = Pattern.compile("(?m)^(zdm_\\w+)(?:\\{([^}]*)\\})?");
    private static final Pattern USED = Pattern.compile("\\b(zdm_[a-z_]+)\\b");
    private static final Pattern MATCHED = Pattern.compile("\\b(zdm_[a-z_]+)\\{([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();

    @Test
    void everyMetricThatIsSpokenOfIsThere(TestDatabase database) throws Exception {
        Zdm zdm = Items.create(database);
        database.execute("CREATE TABLE public.busy (wait boolean)", "INSERT INTO public.busy VALUES (true)");
        OpenTransaction reader = new OpenTransaction(database, Items.READING);
        try (Zdm.Running run = zdm.start(Zdm.with(
                Items.CHANGE,
                "--metrics-port=0",
                "--chunk-rows=100",
                "--max-rate=100",
                "--throttle-query=SELECT wait FROM public.busy"))) {
            run.says("Metrics: http");
            URI endpoint = URI.create(run.errors().replaceAll("(?s).*Metrics: (\\S+).*", "$1"));
            run.says("Waiting: --throttle-query");
            awaitMetric(endpoint, "zdm_throttle_waiting\\{.*signal=\"throttle-query\".*\\} 1.0");
            database.execute("UPDATE public.busy SET wait = false");
            awaitMetric(endpoint, "zdm_blockers\\{.*\\} 1.0");
            reader.close();
            awaitMetric(endpoint, "zdm_phase\\{.*phase=\"backfill\".*\\} 1.0");
            awaitMetric(endpoint, "zdm_chunk_seconds_count\\{.*phase=\"backfill\".*\\} [1-9]");
            awaitMetric(endpoint, "zdm_eta_seconds\\{.*\\} [0-9]");
            assertThat(status(endpoint.resolve("/"))).isEqualTo(404);
            zdm.run(Items.HURRY).exits(0);
            run.result().exits(0);
        } finally {
            reader.close();
        }
        for (String page : new String[] {
            "docs/metrics.md", "deploy/prometheus/zdm-alerts.yml", "deploy/grafana/dashboards/zdm-batch.json"
        }) {
            speaksOfWhatIsThere(page);
        }
    }

    @Test
    void metricsAreSentToACollectorAndATakenPortIsSaidBeforeAnythingIsTouched(TestDatabase database) throws Exception {
        Zdm zdm = Items.create(database);
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            int taken = collector.getAddress().getPort();
            assertThat(zdm.run(Zdm.with(Items.CHANGE, "--metrics-port=" + taken))
                            .exits(2)
                            .err())
                    .contains("--metrics-port", "Nothing was changed");
            assertThat(database.queryOne("SELECT to_regnamespace('zdm') IS NULL"))
                    .isEqualTo("t");
            zdm.run(Zdm.with(Items.CHANGE, "--metrics-otlp=http://127.0.0.1:" + taken + "/v1/metrics"))
                    .exits(0);
            assertThat(received.poll()).contains("zdm.chunk", "zdm.lock.held", "app.item");
        } finally {
            collector.stop(0);
        }
    }

    private void speaksOfWhatIsThere(String page) throws IOException {
        String text = Files.readString(Path.of("..", page)).replace("\\\"", "\"");
        Set<String> used = new TreeSet<>();
        USED.matcher(text).results().forEach(m -> used.add(m.group(1)));
        assertThat(used)
                .as(page)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names)
                        .as("metrics of a run")
                        .anyMatch(there -> there.equals(name) || there.equals(name + "_count")));
        MATCHED.matcher(text)
                .results()
                .forEach(m -> LABEL.matcher(m.group(2))
                        .results()
                        .forEach(label -> assertThat(labels).as(page).contains(m.group(1) + " " + label.group(1))));
        if (page.endsWith(".md")) {
            assertThat(names)
                    .as("all are on the page")
                    .allMatch(name -> used.contains(name.replaceFirst("_(bucket|count|sum|max)$", "")));
        }
    }

    private void awaitMetric(URI endpoint, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Waiting.until(
                "metrics have " + pattern,
                () -> wanted.matcher(scrape(endpoint)).find());
    }

    private String scrape(URI endpoint) {
        try {
            String text = client.send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.ofString())
                    .body();
            Matcher found = NAME.matcher(text);
            while (found.find()) {
                names.add(found.group(1));
                LABEL.matcher(String.valueOf(found.group(2)))
                        .results()
                        .forEach(l -> labels.add(found.group(1) + " " + l.group(1)));
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private int status(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
