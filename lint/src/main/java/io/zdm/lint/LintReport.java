package io.zdm.lint;

import java.util.List;
import java.util.function.Predicate;

/**
 * What was found.
 *
 * @param findings in the order of the files and of the places in them; those acked too
 * @param statements how many statements the files have
 * @param read how many of them were understood
 * @param cleared what the rules have found and PostgreSQL was seen not to do
 * @param known how many findings were left out, as they are in the baseline
 */
public record LintReport(
        List<Finding> findings, int files, int statements, int read, List<Finding> cleared, int known) {

    public LintReport {
        findings = List.copyOf(findings);
        cleared = List.copyOf(cleared);
    }

    /** Whether a finding that nobody has acked is at least as grave. */
    public boolean failsOn(Severity least) {
        return findings.stream()
                .anyMatch(finding -> !finding.acked() && finding.severity().compareTo(least) >= 0);
    }

    /** Where the pull request lacks the label: no ack counts, and each says so. */
    public LintReport withoutAcks() {
        return with(findings.stream().map(Finding::withoutAck).toList(), known);
    }

    /** Without what the baseline has. */
    public LintReport without(Baseline baseline) {
        List<Finding> left = baseline.newOnes(findings);
        return with(left, known + findings.size() - left.size());
    }

    /** What is about these files alone; the others were read for what they say about the tables. */
    public LintReport only(Predicate<String> wanted) {
        return new LintReport(
                findings.stream().filter(finding -> wanted.test(finding.file())).toList(),
                files,
                statements,
                read,
                cleared.stream().filter(finding -> wanted.test(finding.file())).toList(),
                known);
    }

    private LintReport with(List<Finding> others, int left) {
        return new LintReport(others, files, statements, read, cleared, left);
    }
}
