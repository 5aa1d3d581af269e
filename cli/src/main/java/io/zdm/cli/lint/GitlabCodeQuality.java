package io.zdm.cli.lint;

import io.zdm.lint.Finding;
import io.zdm.lint.Fingerprint;
import io.zdm.lint.LintReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for GitLab's code quality, which knows no acks: those acked are left out. */
final class GitlabCodeQuality {

    private GitlabCodeQuality() {}

    static List<Map<String, Object>> of(LintReport report) {
        List<String> prints = Fingerprint.of(report.findings());
        List<Map<String, Object>> issues = new ArrayList<>();
        for (int i = 0; i < report.findings().size(); i++) {
            if (!report.findings().get(i).acked()) {
                issues.add(issue(report.findings().get(i), prints.get(i)));
            }
        }
        return issues;
    }

    private static Map<String, Object> issue(Finding finding, String print) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", finding.message());
        json.put("check_name", finding.rule());
        json.put("fingerprint", print);
        json.put(
                "severity",
                switch (finding.severity()) {
                    case ERROR -> "critical";
                    case WARNING -> "minor";
                    case INFO -> "info";
                });
        json.put(
                "location",
                Map.of(
                        "path", LintReports.slashed(finding.file()),
                        "lines", Map.of("begin", finding.position().line())));
        return json;
    }
}
