package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.cli.file.DefaultSchema;
import io.zdm.cli.file.SqlName;
import io.zdm.cli.observe.Observers;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.output.ProgressBoard;
import io.zdm.engine.change.UsageException;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues the changes of files, each of them once, however often it is given, and runs them. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Queues the changes of the files and runs them: on a table one after another in the order of the files, of"
                    + " several tables the largest first, unless a file says priority. What was applied once is not"
                    + " applied again; what was stopped or has failed goes on. A change that was edited after it was"
                    + " applied is refused.",
            "Several apply, on whatever machines, share one queue. Where one change fails, the later ones of its table"
                    + " and those that name it wait; the others are run. The exit code is the gravest of all: 6, 1, 5,"
                    + " 4, 3."
        },
        footer = {"", "Example: zdm-batch apply migrations", "         zdm-batch apply migrations --dry-run"})
public final class ApplyCommand extends SequenceCommand {

    public static final int MOST_PARALLEL = 16;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "DIR|FILE",
            defaultValue = "migrations",
            description = "change files, and folders of them (*.yaml directly in them) (default: ${DEFAULT-VALUE})")
    List<Path> paths = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description = "only say what would be done, in which order, with the plan of each change. Leaves no trace")
    boolean dryRun;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "so many changes beside one another, each of another table; they share --workers and"
                    + " --max-rate (default: ${DEFAULT-VALUE})")
    int parallel = 1;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often a change is tried that finds no lock in time or meets what was not foreseen, each"
                    + " time after the others (default: ${DEFAULT-VALUE})")
    int attempts = 3;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "where tables lie that are written without a schema (default: as the search_path says)")
    @Nullable
    String schema;

    @Option(names = "--yes", description = "begin at once, however long it will take")
    boolean yes;

    public ApplyCommand(EngineSession session) {
        super(session);
    }

    @Override
    public void validate() {
        within("--parallel", parallel, MOST_PARALLEL);
        within("--attempts", attempts, 1000);
        super.validate();
    }

    @Override
    List<ChangeEntry> entries() {
        return new ChangeFiles(ChangeKinds.byName(), defaultSchema()).readAll(paths);
    }

    @Override
    List<ChangeResult> execute(List<ChangeEntry> entries, ConsoleReporter reporter, Observers observers) {
        if (dryRun) {
            return planning(
                    reporter, planning -> new DryApply(planning, session(), printer(), until.until).run(entries));
        }
        Console console = session().console();
        try (ProgressBoard board = new ProgressBoard(console.err(), console.terminal(), console.screen(), observers)) {
            return new ApplyRun(session(), this, board).run(entries);
        }
    }

    private DefaultSchema defaultSchema() {
        if (schema == null) {
            return DefaultSchema.NONE;
        }
        SqlName name = SqlName.parse(schema);
        if (name.schema() != null) {
            throw new UsageException("--schema=" + schema + " must be one name: a schema. Nothing was changed.");
        }
        return new DefaultSchema(name.name());
    }

    private static void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option + "=" + value + ": must be from 1 to " + most + ". Nothing was changed.");
        }
    }
}
