package io.zdm.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code GET /metrics} while the command runs. Nothing else is there, and nothing can be changed by it. */
final class MetricsEndpoint implements AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService thread;

    /** @throws UsageException where the address is not free or not this machine's */
    MetricsEndpoint(String host, int port, Supplier<String> scrape) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        } catch (IOException e) {
            throw new UsageException("Metrics cannot be offered at %s:%d (%s). Choose another --metrics-port or"
                            .formatted(host, port, e.getMessage())
                    + " --metrics-host. Nothing was changed.");
        }
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "zdm-metrics");
            made.setDaemon(true);
            return made;
        });
        server.setExecutor(thread);
        server.createContext("/", exchange -> answer(exchange, scrape));
        server.start();
    }

    /** With the port that was given by the system, where 0 was asked for. */
    String url() {
        InetSocketAddress at = server.getAddress();
        String host = at.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort() + "/metrics";
    }

    private static void answer(HttpExchange exchange, Supplier<String> scrape) throws IOException {
        try (exchange) {
            boolean read = exchange.getRequestMethod().equals("GET");
            boolean known = exchange.getRequestURI().getPath().equals("/metrics");
            byte[] body = (read && known ? scrape.get() : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(!known ? 404 : read ? 200 : 405, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
