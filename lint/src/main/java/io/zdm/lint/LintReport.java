package io.zdm.lint;

import java.util.List;

/**
 * What was found.
 *
 * @param findings in the order of the files and of the places in them; those acked too
 * @param statements how many statements the files have
 * @param read how many of them were understood
 */
public record LintReport(List<Finding> findings, int files, int statements, int read) {

    public LintReport {
        findings = List.copyOf(findings);
    }

    /** Whether a finding that nobody has acked is at least as grave. */
    public boolean failsOn(Severity least) {
        return findings.stream()
                .anyMatch(finding -> !finding.acked() && finding.severity().compareTo(least) >= 0);
    }

    /** Where the pull request lacks the label: no ack counts, and each says so. */
    public LintReport withoutAcks() {
        List<Finding> all = findings.stream().map(Finding::withoutAck).toList();
        return new LintReport(all, files, statements, read);
    }
}
