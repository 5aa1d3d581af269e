package io.zdm.cli.runbook;

import io.zdm.cli.report.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Markdown as one web page that asks for nothing else: style within, no script, no font, no picture. */
final class HtmlPage {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    /** The page may do nothing but look: whatever a name or a message brings along would not run, or load anything. */
    private static final String NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'";

    private HtmlPage() {}

    static String of(String title, String markdown) {
        String body =
                renderer().render(Parser.builder().extensions(TABLES).build().parse(markdown));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Runbook: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(NOTHING_ELSE, Html.escaped(title), style(), body);
    }

    /** Tags in the text are shown, not obeyed. */
    private static HtmlRenderer renderer() {
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> anchors())
                .build();
    }

    /** The headings are called as the links of {@link PageText} call them. */
    private static AttributeProvider anchors() {
        TextContentRenderer text = TextContentRenderer.builder().build();
        return (Node node, String tag, Map<String, String> attributes) -> {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                attributes.put("id", PageText.anchor(text.render(heading)));
            }
        };
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("runbook.css")) {
            if (in == null) {
                throw new IllegalStateException("The runbook's style is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the runbook's style", e);
        }
    }
}
