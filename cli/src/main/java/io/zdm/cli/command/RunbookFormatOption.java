package io.zdm.cli.command;

import io.zdm.cli.runbook.Runbook;
import java.util.List;
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

    /** @param runbooks one for each table of the change, that of the lead table last */
    void print(List<Runbook> runbooks, Console console) {
        console.out().print(format == Format.html ? Runbook.renderHtml(runbooks) : Runbook.render(runbooks));
        console.out().flush();
    }
}
