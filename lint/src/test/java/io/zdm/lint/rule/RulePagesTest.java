package io.zdm.lint.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages in docs/lint/ are those of the rules. With -Dzdm.write=true they are written. */
class RulePagesTest {

    private static final Path PAGES = Path.of("..", "docs", "lint");

    @Test
    void thereIsAPageForEachRuleAndItSaysWhatTheRuleSays() throws IOException {
        for (Rule rule : Rules.all()) {
            Path page = PAGES.resolve(rule.id() + ".md");
            if (Boolean.getBoolean("zdm.write")) {
                Files.writeString(page, rule.page());
            }
            assertThat(page).hasContent(rule.page());
        }
    }

    @Test
    void thereIsNoPageBesideThemAndTheListHasAll() throws IOException {
        StringBuilder list = new StringBuilder("# The rules of lint\n\n| rule | severity | |\n|---|---|---|\n");
        Rules.all()
                .forEach(rule -> list.append("| [%s](%s.md) | %s | %s |\n"
                        .formatted(rule.id(), rule.id(), rule.severity().word(), rule.title())));
        if (Boolean.getBoolean("zdm.write")) {
            Files.writeString(PAGES.resolve("README.md"), list);
        }
        assertThat(PAGES.resolve("README.md")).hasContent(list.toString());
        try (Stream<Path> pages = Files.list(PAGES)) {
            List<String> names =
                    pages.map(page -> page.getFileName().toString()).toList();
            assertThat(names).hasSize(Rules.all().size() + 1);
        }
    }
}
