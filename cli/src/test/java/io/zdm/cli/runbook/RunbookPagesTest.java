package io.zdm.cli.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookPagesTest {

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyProblemIsExplained(ProblemCode code) {
        assertThat(tableCells(Page.EXIT_3)).contains("`" + code.text() + "`");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorIsExplainedOnThePageOfItsExitCode(ErrorCode code) {
        Page page = Page.valueOf("EXIT_" + code.exitCode());

        assertThat(PageText.read(page)).contains("`" + code.text() + "`");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorSaysWhereToReadOn(ErrorCode code) {
        String page = "exit-" + code.exitCode();

        assertThat(ErrorPages.of(code)).extracting(Page::text).first().isEqualTo(page);
        assertThat(ErrorPages.pointing("Wait.", code.text())).startsWith("Wait. Runbook: " + page);
    }

    @Test
    void everyPageIsInTheTableOfContentsAndTheOtherWayRound() throws IOException {
        Path folder = Path.of("..", "runbook");
        String contents = Files.readString(folder.resolve("README.md"));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> !f.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(Page.values()).map(Page::file).toList())
                    .allSatisfy(file -> assertThat(contents).contains("](" + file + ")"));
        }
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void linksLeadToPagesThatExist(Page page) {
        assertThat(Pattern.compile("]\\(([^)]+)\\)")
                        .matcher(PageText.read(page))
                        .results()
                        .map(m -> m.group(1)))
                .isSubsetOf(Stream.of(Page.values()).map(Page::file).toList());
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void everyPageAnswersTheSameQuestions(Page page) {
        assertThat(PageText.read(page).lines().filter(l -> l.startsWith("## ")))
                .containsExactly(
                        "## What happens",
                        "## What the operator sees",
                        "## Locks and whom they block",
                        "## How long",
                        "## What to watch",
                        "## What may go wrong and what to do",
                        "## How to stop",
                        "## How to restart",
                        "## How to go back",
                        "## This change");
    }

    @Test
    void fillsWhatLooksLikeAPlaceholderItselfOnlyOnce() {
        assertThat(PageText.fill("{{a}} {{b}}", Map.of("a", "{{b}} $1", "b", "x")))
                .isEqualTo("{{b}} $1 x");
    }

    @Test
    void failsWhereAPlaceholderHasNoValue() {
        assertThatThrownBy(() -> PageText.fill("{{nobody}}", Map.of())).hasMessageContaining("{{nobody}}");
    }

    @Test
    void deepensHeadingsButNotWhatIsFenced() {
        assertThat(PageText.deeper("# A\n\n```sql\n# no\n```\n\n## B")).isEqualTo("## A\n\n```sql\n# no\n```\n\n### B");
    }

    @Test
    void linksWithinThePageAndDropsLinksToWhatIsNotThere() {
        assertThat(PageText.linkedWithin("[exit\ncode 0](exit-0.md), [swap](swap.md)", List.of(Page.EXIT_0)))
                .isEqualTo("[exit\ncode 0](#exit-code-0-done), swap");
    }

    private static String tableCells(Page page) {
        return Stream.of(PageText.read(page).split("\n"))
                .filter(l -> l.startsWith("|"))
                .reduce("", (all, line) -> all + "\n" + line.split("\\|")[1]);
    }
}
