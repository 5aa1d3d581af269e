package io.zdm.cli.report;

import io.zdm.cli.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A web page that holds all it needs: text, figures, and a script that draws them with uPlot. */
public final class ChartPage {

    /** The library's folder in the class path. */
    public static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    static final String DATA = "<script type=\"application/json\" id=\"runs\">";
    static final String END = "</script>";

    private ChartPage() {}

    /**
     * The page.
     *
     * @param title escaped
     * @param body HTML
     * @param data what the script finds as JSON in the element {@code runs}
     * @param drawing a script that calls what {@code charts.js} has
     */
    public static String of(String title, String body, Object data, String drawing) {
        String script = resource("charts.js") + drawing;
        String style = resource(UPLOT + "dist/uPlot.min.css") + resource("report.css");
        String library = resource(UPLOT + "dist/uPlot.iife.min.js");
        // The page runs what stands here, to the letter, and nothing else; it loads nothing.
        String policy = "default-src 'none'; style-src '%s'; script-src '%s' '%s'"
                .formatted(hash(style), hash(library), hash(script));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s</main>
                <!-- Charts: uPlot.
                %s-->
                %s%s%s
                <script>%s</script>
                <script>%s</script>
                </body>
                </html>
                """.formatted(
                        policy,
                        title,
                        style,
                        title,
                        body,
                        resource(UPLOT + "LICENSE"),
                        DATA,
                        embedded(data),
                        END,
                        library,
                        script);
    }

    /** JSON that cannot end the element that it stands in. */
    private static String embedded(Object json) {
        return Json.write(json).replace("<", "\\u003c");
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "sha256-" + Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A text of the jar. */
    public static String resource(String name) {
        try (InputStream in = ChartPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
