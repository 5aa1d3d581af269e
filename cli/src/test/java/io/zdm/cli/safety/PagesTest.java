package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.browser.Browser;
import io.zdm.cli.demo.DemoPage;
import io.zdm.cli.demo.Felt;
import io.zdm.cli.demo.Felt.Point;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.print.PrintOptions;

/** The pages that are left on disk, opened from there in a browser. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class PagesTest {

    /** How many of a chart's dots have a colour: an empty canvas has none. */
    private static final String INK = """
            return [...document.querySelectorAll('figure canvas')].map((canvas) => {
              const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
              copy.drawImage(canvas, 0, 0);
              return copy.getImageData(0, 0, canvas.width, canvas.height).data.filter((v, i) => i % 4 === 3 && v > 0).length;
            });
            """;

    private static final String WIDER =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

    @Test
    void theReportAndTheDemoDrawThemselvesAndAskNobody(TestDatabase database, @TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.html");
        Zdm zdm = Items.create(database);
        database.execute(
                "ALTER TABLE app.item RENAME TO \"<script>alert(1)</script>\"",
                "INSERT INTO app.\"<script>alert(1)</script>\" SELECT g, g FROM generate_series(5001, 9000) g");
        zdm.run(
                        "run",
                        "changeColumnType",
                        "--table=app.\"<script>alert(1)</script>\"",
                        "--column=v",
                        "--to=varchar(40)",
                        "--chunk-rows=500",
                        "--max-rate=3000",
                        "--report=" + report)
                .exits(0);
        Path alone = folder.resolve("alone.html");
        zdm.run("status", "1", "--report=" + alone).exits(0);
        Path demo = folder.resolve("demo.html");
        DemoPage.write(List.of(felt("ALTER TABLE"), felt("zdm-batch")), demo);

        try (Browser browser = Browser.start()) {
            assertDrawn(browser, report, 4, "<script>alert(1)</script>", "Run 1: forward", "swapped");
            assertThat(browser.script("return document.querySelectorAll('.timeline rect').length"))
                    .isInstanceOfSatisfying(Long.class, bars -> assertThat(bars).isGreaterThan(5));
            assertDrawn(browser, alone, 2, "Told from the history in the database", "swapped");
            assertDrawn(browser, demo, 2, "ALTER TABLE", "zdm-batch", "median");
        }
    }

    private static void assertDrawn(Browser browser, Path page, int charts, String... says) {
        String address = page.toUri().toString();
        browser.forget().prefers("light").width(1400).open(address).says("main", says);
        assertCharts(browser, charts);
        browser.prefers("dark");
        assertCharts(browser, charts);
        browser.width(360).open(address);
        assertCharts(browser, charts);
        assertThat(browser.script(WIDER)).as("wider than a telephone").isEqualTo(false);
        String pdf = browser.driver().print(new PrintOptions()).getContent();
        assertThat(new String(Base64.getDecoder().decode(pdf), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF");
        assertThat(browser.script("return document.documentElement.classList.contains('paper')"))
                .as("still in the colours of paper")
                .isEqualTo(false);
        browser.assertQuietWithin(address);
    }

    /** At least so many, none of them empty. */
    private static void assertCharts(Browser browser, int least) {
        browser.await("charts", () -> ink(browser).size() >= least ? true : null);
        assertThat(ink(browser)).allSatisfy(dots -> assertThat(dots).isGreaterThan(1000));
    }

    private static List<Long> ink(Browser browser) {
        return ((List<?>) Objects.requireNonNull(browser.script(INK)))
                .stream().map(Long.class::cast).toList();
    }

    private static Felt felt(String title) {
        List<Point> points = IntStream.range(0, 4000)
                .mapToObj(i -> new Point(i / 400.0, 1 + i % 97 + (i > 2000 ? 300 : 0)))
                .toList();
        return new Felt(title, points, 0, 2, 8);
    }
}
