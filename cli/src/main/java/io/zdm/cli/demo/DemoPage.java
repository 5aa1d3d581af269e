package io.zdm.cli.demo;

import io.zdm.cli.report.ChartPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the application felt, both drawn on one page. */
public final class DemoPage {

    private static final int STEPS = 400;

    private DemoPage() {}

    public static void write(List<Felt> felt, Path file) throws IOException {
        StringBuilder body = new StringBuilder(
                "<p>Latency of an application of 400 transactions a second, from when each was"
                        + " due, while the type of a column was changed. Latencies are on one logarithmic scale, times are not.</p>\n");
        for (Felt each : felt) {
            body.append("<h2>%s</h2>\n<p>%.1f s; median %.1f ms, 99 %% %.1f ms, longest %.0f ms; %d of %d failed.</p>\n"
                    .formatted(
                            each.title(),
                            each.ended() - each.began(),
                            each.percentile(0.5),
                            each.percentile(0.99),
                            each.percentile(1),
                            each.failed(),
                            each.points().size()));
            body.append("<figure data-felt=\"%d\"></figure>\n".formatted(felt.indexOf(each)));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                file,
                ChartPage.of(
                        "ALTER TABLE and zdm-batch, under traffic",
                        body.toString(),
                        felt.stream().map(DemoPage::json).toList(),
                        ChartPage.resource("/io/zdm/cli/demo/demo.js")));
    }

    private static Map<String, Object> json(Felt felt) {
        double end = felt.points().isEmpty()
                ? 1
                : felt.points().get(felt.points().size() - 1).at();
        return Map.of(
                "title", felt.title(),
                "seconds", end,
                "began", felt.began(),
                "ended", felt.ended(),
                "longest", felt.longest(STEPS));
    }
}
