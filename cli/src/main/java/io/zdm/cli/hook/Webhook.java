package io.zdm.cli.hook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Posts messages. Follows no redirection: where messages go is for the user to say. */
final class Webhook implements Hook {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI url;
    private final @Nullable Signature signature;
    private final HttpClient client;

    /** @param signature null where messages are not signed */
    Webhook(URI url, @Nullable Signature signature) {
        this.url = url;
        this.signature = signature;
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Path and query of a webhook are often its secret. */
    @Override
    public String name() {
        return "the webhook at " + url.getHost();
    }

    @Override
    public void deliver(HookMessage message) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "zdm-batch")
                .header("X-Zdm-Event", message.event().text())
                .header("X-Zdm-Delivery", message.id().toString())
                .POST(BodyPublishers.ofString(message.body()));
        if (signature != null) {
            long time = Instant.now().getEpochSecond();
            request.header("X-Zdm-Timestamp", String.valueOf(time))
                    .header("X-Zdm-Signature", signature.of(time, message.body()));
        }
        HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
        int status = answer.statusCode();
        if (status / 100 == 4 && status != 408 && status != 429) {
            // It would say the same again.
            throw new IllegalStateException("it answered " + status);
        }
        if (status / 100 != 2) {
            throw new IOException("it answered " + status);
        }
    }
}
