package io.zdm.cli.command;

import io.zdm.cli.runbook.Runbook;
import picocli.CommandLine.Option;

/** How a runbook is printed. */
public final class RunbookFormatOption {

    /** Both hold the same. */
    public enum Format {
        markdown,
        html
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description =
                    "${COMPLETION-CANDIDATES}; html is one page that needs no network (default: ${DEFAULT-VALUE})")
    Format format = Format.markdown;

    void print(Runbook runbook, Console console) {
        console.out().print(format == Format.html ? runbook.renderHtml() : runbook.render());
        console.out().flush();
    }
}
