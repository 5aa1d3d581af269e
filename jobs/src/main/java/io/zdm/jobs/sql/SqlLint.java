package io.zdm.jobs.sql;

import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.lint.Finding;
import io.zdm.lint.LintOptions;
import io.zdm.lint.Linter;
import io.zdm.lint.Severity;
import io.zdm.lint.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of the user, checked before any of them runs: what blocks or destroys is a problem of the plan unless a
 * comment above it accepts it. The way back is checked with the way there, so that it may remove what that has made.
 */
final class SqlLint {

    private SqlLint() {}

    static List<Problem> problems(SqlChange change, int version) {
        String undo = change.undo() == null ? "" : "\n;\n" + change.undo();
        SourceFile file = new SourceFile(SqlChange.KIND, change.sql() + undo);
        LintOptions options = new LintOptions(version, Map.of(), Set.of(), false);
        return new Linter(options)
                .lint(List.of(file)).findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR && !finding.acked())
                        .filter(finding -> !finding.rule().equals("ack-without-finding"))
                        .map(SqlLint::problem)
                        .toList();
    }

    private static Problem problem(Finding finding) {
        return new Problem(
                ProblemCode.UNSAFE_STATEMENT,
                SqlPlan.shortly(finding.statement()),
                finding.message() + " [" + finding.rule() + "]",
                "Do it the safe way (zdm-batch lint explain " + finding.rule()
                        + "), or accept it in a comment above the statement: -- migration-unsafe-ack: <reason>.");
    }
}
