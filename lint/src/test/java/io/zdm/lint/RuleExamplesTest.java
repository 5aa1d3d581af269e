package io.zdm.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.rule.Rule;
import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of each rule: the unsafe ones are found by it, the safe ones are not. */
class RuleExamplesTest {

    private static final Path EXAMPLES = Path.of("src", "test", "resources", "rules");
    private static final String MARK = "-- example: ";

    @TestFactory
    Stream<DynamicTest> unsafe() {
        return tests("unsafe.sql", true);
    }

    @TestFactory
    Stream<DynamicTest> safe() {
        return tests("safe.sql", false);
    }

    private static Stream<DynamicTest> tests(String file, boolean found) {
        return Rules.all().stream()
                .filter(rule -> !rule.id().startsWith("traced-"))
                .map(rule -> DynamicTest.dynamicTest(rule.id() + " " + file, () -> {
                    List<String> examples = examples(EXAMPLES.resolve(rule.id()).resolve(file));
                    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
                    for (String example : examples) {
                        assertThat(rules(rule, example))
                                .as(example)
                                .matches(rules -> rules.contains(rule.id()) == found);
                    }
                }));
    }

    private static List<String> rules(Rule rule, String example) {
        SourceFile file = new SourceFile(rule.id() + ".sql", example);
        return new Linter(LintOptions.defaults())
                .lint(List.of(file)).findings().stream().map(Finding::rule).toList();
    }

    private static List<String> examples(Path file) throws IOException {
        List<String> examples = new ArrayList<>();
        for (String part : Files.readString(file).split("(?m)^" + MARK, -1)) {
            int line = part.indexOf('\n');
            if (line > 0 && !part.substring(line).isBlank()) {
                examples.add(part.substring(line + 1));
            }
        }
        return examples;
    }
}
