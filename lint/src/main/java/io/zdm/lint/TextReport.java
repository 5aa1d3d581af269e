package io.zdm.lint;

import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report for people: the line with a caret under the place, the lock and whom it blocks, the safe way. */
public final class TextReport {

    private static final int WIDEST = 160;

    private final Map<String, SourceFile> files;
    private final StringBuilder text = new StringBuilder();

    private TextReport(List<SourceFile> files) {
        this.files = files.stream().collect(Collectors.toMap(SourceFile::path, Function.identity(), (a, b) -> a));
    }

    public static String of(LintReport report, List<SourceFile> files) {
        TextReport text = new TextReport(files);
        report.findings().forEach(text::finding);
        report.cleared().forEach(text::cleared);
        text.summary(report);
        return text.text.toString();
    }

    private void finding(Finding finding) {
        text.append("%s:%d:%d: %s [%s]%n"
                .formatted(
                        finding.file(),
                        finding.position().line(),
                        finding.position().column(),
                        finding.acked()
                                ? "acked " + finding.severity().word()
                                : finding.severity().word(),
                        finding.rule()));
        text.append("  ").append(finding.message()).append(System.lineSeparator());
        SourceFile file = files.get(finding.file());
        if (file != null) {
            caret(file.line(finding.position().line()), finding.position().column());
        }
        if (finding.traced() != null) {
            text.append("  traced: %s%n".formatted(finding.traced()));
        }
        if (finding.acked()) {
            text.append("  acked: %s%n%n".formatted(finding.ackReason()));
            return;
        }
        finding.locks().forEach(lock -> text.append("  lock: %s on %s%n".formatted(lock.mode(), lock.object())));
        text.append("  whom it hurts: %s%n".formatted(Rules.of(finding.rule()).blocks()));
        text.append("  the safe way:%n".formatted());
        finding.safe().lines().forEach(line -> text.append("    ").append(line).append(System.lineSeparator()));
        text.append(System.lineSeparator());
    }

    private void cleared(Finding finding) {
        text.append("%s:%d:%d: cleared [%s]%n  traced: %s%n%n"
                .formatted(
                        finding.file(),
                        finding.position().line(),
                        finding.position().column(),
                        finding.rule(),
                        finding.traced()));
    }

    /** A long line is cut around the place; tabs stay what they are, so that the caret stands below it. */
    private void caret(String line, int column) {
        int from = column > WIDEST ? Math.min(line.length(), column - WIDEST / 2) : 0;
        String shown = line.substring(from, Math.min(line.length(), from + WIDEST));
        StringBuilder indent = new StringBuilder();
        for (int i = from; i < Math.min(column - 1, line.length()); i++) {
            indent.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        text.append("    %s%n    %s^%n".formatted(shown, indent));
    }

    private void summary(LintReport report) {
        long acked = report.findings().stream().filter(Finding::acked).count();
        text.append("%d of %d statements read in %d %s; %d %s"
                .formatted(
                        report.read(),
                        report.statements(),
                        report.files(),
                        report.files() == 1 ? "file" : "files",
                        report.findings().size() - acked,
                        report.findings().size() - acked == 1 ? "finding" : "findings"));
        text.append(acked == 0 ? "" : ", %d more acked".formatted(acked));
        text.append(
                report.cleared().isEmpty()
                        ? ""
                        : ", %d cleared by the trace".formatted(report.cleared().size()));
        text.append(report.known() == 0 ? "" : ", %d left out by the baseline".formatted(report.known()));
        text.append(".%n".formatted());
    }
}
