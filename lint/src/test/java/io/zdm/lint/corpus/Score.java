package io.zdm.lint.corpus;

import io.zdm.lint.Finding;
import io.zdm.lint.LintOptions;
import io.zdm.lint.Linter;
import io.zdm.lint.rule.Rule.Effect;
import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How often the rules are right about "blocks while it works, or destroys", statement by statement. */
final class Score {

    private final List<String> falseAlarms = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private int right;
    private int statements;

    static Score of(List<Corpus> corpora, int major) {
        Score score = new Score();
        corpora.forEach(corpus -> {
            Labels labels = Labels.read(corpus, major);
            SourceFile schema = corpus.schemaFile();
            corpus.examples().forEach(example -> score.add(schema, example, labels.of(example), major));
        });
        return score;
    }

    /** The schema is what earlier files have said, as in a folder of migrations. */
    private void add(SourceFile schema, Example example, List<String> labels, int major) {
        LintOptions defaults = LintOptions.defaults();
        LintOptions options = new LintOptions(major, defaults.severities(), Set.of(), false);
        Set<Integer> found = new Linter(options)
                .lint(List.of(schema, example.file())).findings().stream()
                        .filter(finding -> finding.file().equals(example.id()))
                        .filter(finding -> isAlarm(finding))
                        .map(Finding::number)
                        .collect(Collectors.toSet());
        for (int i = 0; i < labels.size(); i++) {
            boolean wanted = labels.get(i).equals("blocks") || labels.get(i).equals("destroys");
            boolean said = found.contains(i + 1);
            if (labels.get(i).equals("fails")) {
                continue;
            }
            statements++;
            String where = example.id() + " #" + (i + 1);
            if (wanted && said) {
                right++;
            } else if (wanted) {
                missed.add(where);
            } else if (said) {
                falseAlarms.add(where);
            }
        }
    }

    private static boolean isAlarm(Finding finding) {
        Effect effect = Rules.of(finding.rule()).effect();
        return effect == Effect.BLOCKS || effect == Effect.DESTROYS;
    }

    double precision() {
        return (double) right / (right + falseAlarms.size());
    }

    double recall() {
        return (double) right / (right + missed.size());
    }

    int statements() {
        return statements;
    }

    @Override
    public String toString() {
        return "%d statements, %d right; precision %.3f, recall %.3f%nfalse alarms %s%nmissed %s"
                .formatted(statements, right, precision(), recall(), falseAlarms, missed);
    }
}
