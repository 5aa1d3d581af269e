package io.zdm.cli.lint;

import io.zdm.cli.output.Json;
import io.zdm.lint.LintReport;
import io.zdm.lint.Severity;
import io.zdm.lint.TextReport;
import io.zdm.lint.source.SourceFile;
import java.util.List;

/** A report in each of the formats. */
public final class LintReports {

    private LintReports() {}

    /** @param failOn from which severity on findings are failures */
    public static String write(LintFormat format, LintReport report, List<SourceFile> files, Severity failOn) {
        return switch (format) {
            case text -> TextReport.of(report, files);
            case json -> Json.write(LintJson.of(report)) + System.lineSeparator();
            case sarif -> Json.write(Sarif.of(report)) + System.lineSeparator();
            case github -> GithubAnnotations.of(report);
            case gitlab -> Json.write(GitlabCodeQuality.of(report)) + System.lineSeparator();
            case junit -> JunitXml.of(report, files, failOn);
        };
    }

    /** As URLs and CI systems want paths. */
    static String slashed(String path) {
        return path.replace('\\', '/');
    }
}
