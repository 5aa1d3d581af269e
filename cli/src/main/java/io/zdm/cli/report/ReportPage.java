package io.zdm.cli.report;

import io.zdm.cli.output.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report as one file: text and tables that need no script, charts, and the figures that they are made of. */
final class ReportPage {

    private ReportPage() {}

    static String of(List<Map<String, @Nullable Object>> runs) {
        return ChartPage.of(RunText.title(runs), RunText.of(runs), runs, ChartPage.resource("report.js"));
    }

    /** What a page was made of; nothing where it is none of ours. */
    static List<Map<String, @Nullable Object>> runs(String page) {
        int from = page.indexOf(ChartPage.DATA);
        int to = from < 0 ? -1 : page.indexOf(ChartPage.END, from);
        return to < 0 ? List.of() : Json.readObjects(page.substring(from + ChartPage.DATA.length(), to));
    }
}
