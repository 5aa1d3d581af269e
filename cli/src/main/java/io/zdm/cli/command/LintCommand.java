package io.zdm.cli.command;

import io.zdm.cli.lint.LintJson;
import io.zdm.cli.lint.SqlFiles;
import io.zdm.cli.output.Json;
import io.zdm.engine.change.UsageException;
import io.zdm.lint.LintOptions;
import io.zdm.lint.LintReport;
import io.zdm.lint.Linter;
import io.zdm.lint.Severity;
import io.zdm.lint.TextReport;
import io.zdm.lint.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what is unsafe in SQL migrations. Needs no database. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Finds the statements of SQL migrations that block or destroy, and says the safe way.",
        subcommands = LintExplainCommand.class,
        footer = {
            "",
            "Accept a finding by a comment above the statement, or at the top of the file:",
            "  -- migration-unsafe-ack: the table has ten rows",
            "",
            "Example: zdm-batch lint migrations/*.sql",
            "         zdm-batch lint explain set-not-null",
            "",
            "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run."
        })
public final class LintCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "SQL files in the order they run in, folders of them, or - for stdin")
    List<String> files = List.of();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "exit 1 from this severity on: error, warning or info (default: ${DEFAULT-VALUE})",
            converter = SeverityConverter.class)
    Severity failOn = Severity.ERROR;

    @Option(
            names = "--pg-version",
            paramLabel = "N",
            defaultValue = "17",
            description = "the major version of PostgreSQL, 14 to 18 (default: ${DEFAULT-VALUE})")
    int version = 17;

    @Option(names = "--one-transaction", description = "each file runs in one transaction, as Flyway and Alembic do")
    boolean oneTransaction;

    @Option(
            names = "--small-table",
            paramLabel = "TABLE",
            split = ",",
            description = "a table that is never large nor busy; may be given several times")
    List<String> smallTables = List.of();

    @Option(
            names = "--require-label",
            paramLabel = "LABELS",
            arity = "0..1",
            fallbackValue = "",
            description = "acks count only if these labels of the pull request, with commas between them, have"
                    + " migration-unsafe-ack among them")
    @org.jspecify.annotations.Nullable
    String labels;

    public LintCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new UsageException("there is no FILE to lint; see zdm-batch lint --help. Nothing was checked.");
        }
        if (version < 14 || version > 18) {
            throw new UsageException(
                    "--pg-version=%d is not supported; there are 14 to 18. Nothing was checked.".formatted(version));
        }
        List<SourceFile> sources = new SqlFiles().read(files);
        LintReport report =
                new Linter(new LintOptions(version, Map.of(), Set.copyOf(smallTables), oneTransaction)).lint(sources);
        if (labels != null && !List.of(labels.split("[,\\s]+")).contains("migration-unsafe-ack")) {
            report = report.withoutAcks();
        }
        if (output.isJson()) {
            console.out().println(Json.write(LintJson.of(report)));
            console.err().println("zdm-batch: %d of %d statements read".formatted(report.read(), report.statements()));
        } else {
            console.out().print(TextReport.of(report, sources));
        }
        console.out().flush();
        return report.failsOn(failOn) ? 1 : 0;
    }
}
