package io.zdm.lint;

import io.zdm.lint.check.Checker;
import io.zdm.lint.source.SourceFile;
import io.zdm.lint.source.StatementReader;
import io.zdm.lint.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lints files in their order. */
public final class Linter {

    private final LintOptions options;

    public Linter(LintOptions options) {
        this.options = options;
    }

    public LintReport lint(List<SourceFile> files) {
        return lint(files, null, AlembicSources.NONE);
    }

    /**
     * @param trace what PostgreSQL was seen to do with these files; null where they were not run
     * @param sources where the SQL may have come from
     */
    public LintReport lint(List<SourceFile> files, @Nullable Trace trace, AlembicSources sources) {
        Checker checker = new Checker(options.version(), options.smallTables(), options.oneTransaction());
        List<Finding> all = new ArrayList<>();
        List<Finding> cleared = new ArrayList<>();
        int statements = 0;
        int read = 0;
        for (SourceFile file : files) {
            StatementReader.Result result = StatementReader.read(file);
            Checker.Checked checked = checker.check(result.statements());
            statements += result.statements().size();
            read += checked.read();
            List<Finding> findings = checked.findings();
            if (trace != null) {
                TracedFindings traced = new TracedFindings(trace, options.smallTables());
                findings = traced.of(result.statements(), findings);
                cleared.addAll(wanted(traced.cleared()));
            }
            Placeholders placeholders = Placeholders.of(result.statements());
            findings = findings.stream()
                    .map(finding -> finding.named(placeholders::asWritten))
                    .toList();
            Acks.apply(file, result.statements(), result.trailing(), wanted(findings), sources).stream()
                    .flatMap(finding -> wanted(List.of(finding)).stream())
                    .sorted(Comparator.comparingInt(Finding::offset))
                    .forEach(all::add);
        }
        return new LintReport(all, files.size(), statements, read, cleared, 0);
    }

    private List<Finding> wanted(List<Finding> findings) {
        List<Finding> wanted = new ArrayList<>();
        for (Finding finding : findings) {
            if (!options.severities().containsKey(finding.rule())) {
                wanted.add(finding);
                continue;
            }
            Severity severity = options.severities().get(finding.rule());
            if (severity != null) {
                wanted.add(finding.withSeverity(severity));
            }
        }
        return wanted;
    }
}
