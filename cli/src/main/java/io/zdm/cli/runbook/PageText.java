package io.zdm.cli.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages as text: read from the jar, filled in, and made to stand one below the other on a single page. */
final class PageText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** Also across a line's end, as the pages are wrapped. */
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([a-z0-9-]+\\.md)\\)");

    private static final Pattern FENCED_OR_HEADING = Pattern.compile("(?ms)^(`{3,})[^\\n]*\\n.*?^\\1$|^#+ ");

    private PageText() {}

    static String read(Page page) {
        String resource = "pages/" + page.file();
        try (InputStream in = PageText.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The runbook's page " + page.file() + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the runbook's page " + page.file(), e);
        }
    }

    /**
     * In one pass: what is filled in may contain braces itself.
     *
     * @throws IllegalStateException where a placeholder has no value
     */
    static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException("No value for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Every heading one level deeper. */
    static String deeper(String text) {
        return FENCED_OR_HEADING
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group().startsWith("#") ? "#" + match.group() : match.group()));
    }

    static String title(String text) {
        return text.lines().findFirst().orElse("").replaceFirst("^#+ ", "");
    }

    /** Links between pages as links within one; those to pages that are left out as plain text. */
    static String linkedWithin(String text, List<Page> pages) {
        Map<String, String> anchors = new HashMap<>();
        pages.forEach(p -> anchors.put(p.file(), anchor(title(read(p)))));
        return LINK.matcher(text).replaceAll(match -> {
            String anchor = anchors.get(match.group(2));
            return Matcher.quoteReplacement(
                    anchor == null ? match.group(1) : "[" + match.group(1) + "](#" + anchor + ")");
        });
    }

    /** As GitHub and most others make it of a heading. */
    static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
