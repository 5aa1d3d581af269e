package io.zdm.cli.safety;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** What a browser sends and keeps, without the page. */
final class ConsoleClient {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client;
    private final String url;

    ConsoleClient(String url) {
        this(url, HttpClient.newBuilder());
    }

    /** One that trusts somebody. */
    ConsoleClient(String url, SSLContext trusted) {
        this(url, HttpClient.newBuilder().sslContext(trusted));
    }

    private ConsoleClient(String url, HttpClient.Builder client) {
        this.url = url;
        this.client = client.cookieHandler(cookies).build();
    }

    HttpCookie cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    InputStream stream(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofInputStream())
                .body();
    }

    /** With the header that a page of the console's own sends. */
    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        get("/login");
        return post(path, "application/json", json, token());
    }

    HttpResponse<String> post(String path, String type, String body, String csrf)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", type);
        if (!csrf.isEmpty()) {
            request.header("X-XSRF-TOKEN", csrf);
        }
        return client.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> login(String token) throws IOException, InterruptedException {
        get("/login");
        return post(
                "/login",
                "application/x-www-form-urlencoded",
                "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8),
                token());
    }

    private String token() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(c -> c.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }
}
