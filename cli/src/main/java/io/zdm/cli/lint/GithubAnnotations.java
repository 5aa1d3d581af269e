package io.zdm.cli.lint;

import io.zdm.lint.Finding;
import io.zdm.lint.LintReport;

/** A report as workflow commands, a line a finding, which GitHub shows beside the changed lines; acked ones as notices. */
final class GithubAnnotations {

    private GithubAnnotations() {}

    static String of(LintReport report) {
        StringBuilder text = new StringBuilder();
        report.findings().forEach(finding -> text.append(line(finding)).append('\n'));
        return text.toString();
    }

    private static String line(Finding finding) {
        String message =
                finding.message() + "\nThe safe way:\n" + finding.safe().strip();
        return "::%s file=%s,line=%d,col=%d,title=%s::%s"
                .formatted(
                        command(finding),
                        property(LintReports.slashed(finding.file())),
                        finding.position().line(),
                        finding.position().column(),
                        property(finding.rule()),
                        data(finding.acked() ? "Acked: " + finding.ackReason() + "\n" + finding.message() : message));
    }

    private static String command(Finding finding) {
        if (finding.acked()) {
            return "notice";
        }
        return switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
