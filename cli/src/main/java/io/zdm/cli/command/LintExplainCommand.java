package io.zdm.cli.command;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.rule.Rule;
import io.zdm.lint.rule.Rules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the page of a rule. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints what a rule of lint says: the lock, whom it hurts, the safe way.",
        footer = {"", "Example: zdm-batch lint explain set-not-null"})
public final class LintExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "RULE", description = "the rule's id, as reports show it in brackets")
    String rule = "";

    public LintExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Rule found = Rules.find(rule);
        if (found == null) {
            throw new UsageException("there is no rule " + rule + ". There are: "
                    + String.join(", ", Rules.all().stream().map(Rule::id).toList()));
        }
        console.out().print(found.page());
        console.out().flush();
        return 0;
    }
}
