package io.zdm.cli.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

    /** A name that a hostile table might have, at all places where one may stand. */
    private static final String HOSTILE = "<script>alert(1)</script>";

    @Test
    void showsTagsInsteadOfObeyingThem() {
        String html = HtmlPage.of(
                HOSTILE,
                "# " + HOSTILE + "\n\n" + HOSTILE + "\n\n| a |\n|---|\n| " + HOSTILE + " |\n\n```sql\n" + HOSTILE
                        + "\n```\n\n[x](javascript:alert(1))\n");

        assertThat(html).doesNotContain("<script").doesNotContain("javascript:").contains("&lt;script&gt;");
    }

    @Test
    void asksTheNetworkForNothing() {
        String html = HtmlPage.of("t", everyPage());

        assertThat(html).contains("default-src 'none'").doesNotContain("src=", "<link", "@import", "url(");
        assertThat(Pattern.compile("href=\"([^\"]*)\"").matcher(html).results().map(m -> m.group(1)))
                .allSatisfy(target -> assertThat(target).matches("#.+|[a-z0-9-]+\\.md"));
    }

    @Test
    void linksLeadToHeadingsOfThePage() {
        String html = HtmlPage.of("t", everyPage());

        assertThat(Pattern.compile("href=\"#([^\"]*)\"").matcher(html).results().map(m -> m.group(1)))
                .hasSizeGreaterThan(20)
                .allSatisfy(target -> assertThat(html).contains(" id=\"" + target + "\""));
    }

    @Test
    void makesTablesAndFencedSql() {
        String html = HtmlPage.of("t", everyPage());

        assertThat(html).contains("<table>", "<pre><code class=\"language-sql\">SELECT");
    }

    private static String everyPage() {
        return Stream.of(Page.values())
                .map(page -> PageText.linkedWithin(
                        PageText.deeper(PageText.read(page)),
                        Stream.of(Page.values()).toList()))
                .collect(Collectors.joining("\n"));
    }
}
