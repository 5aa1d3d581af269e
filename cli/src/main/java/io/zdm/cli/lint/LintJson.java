package io.zdm.cli.lint;

import io.zdm.lint.Finding;
import io.zdm.lint.LintReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as JSON: an array of findings. */
final class LintJson {

    private LintJson() {}

    static List<Map<String, Object>> of(LintReport report) {
        return report.findings().stream().map(LintJson::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", finding.file());
        json.put("line", finding.position().line());
        json.put("column", finding.position().column());
        json.put("rule", finding.rule());
        json.put("severity", finding.severity().word());
        json.put("message", finding.message());
        json.put("statement", finding.statement());
        json.put(
                "locks",
                finding.locks().stream()
                        .map(lock -> Map.of("object", lock.object(), "mode", lock.mode()))
                        .toList());
        json.put("safe", finding.safe());
        json.put("acked", finding.acked());
        return json;
    }
}
