package io.zdm.cli.command;

import io.zdm.cli.output.HistoryOutput;
import io.zdm.cli.output.StatusJson;
import io.zdm.cli.output.StatusOutput;
import io.zdm.cli.report.PastReport;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.HistoryReader;
import io.zdm.engine.postgres.PartitionReader;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the changes as a table, or one in detail. Leaves no trace. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the changes as a table, or one in detail. Leaves no trace.",
        footer = {"", "Example: zdm-batch status 1 --watch"})
public final class StatusCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Set<String> OVER =
            Set.of("COMPLETED", "ROLLED_BACK", "SWAPPED", "STOPPED", "FAILED", "CRASHED");

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "one change (default: all that are not over)")
    @Nullable
    Long id;

    @Option(names = "--all", description = "also changes that are completed or rolled back")
    boolean all;

    @Option(
            names = "--watch",
            description = "again every second, until the change (or every change) has come to rest, in its place on a"
                    + " terminal; JSON lines with --output=json")
    boolean watch;

    @Option(
            names = "--history",
            description =
                    "what became of the change, or of all: requests, runs, phases, with reasons; a line each, JSON"
                            + " lines with --output=json")
    boolean history;

    @Option(
            names = "--chunks",
            description = "what each chunk of the backfill took, as long as that is kept (--keep-chunks of run); a line"
                    + " each, JSON lines with --output=json")
    boolean chunks;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "write the report of the change, a web page, there, from what the database knows: also of runs"
                            + " that left none, such as one that was killed")
    @Nullable
    Path report;

    private final Console console;
    private final Targets targets;

    public StatusCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public Integer call() {
        if ((history && chunks) || (watch && (history || chunks))) {
            throw new UsageException("Give one of --history, --chunks and --watch. Nothing was changed.");
        }
        if (report != null && (id == null || history || chunks)) {
            throw new UsageException("--report is of one change: give its ID, and neither --history nor --chunks."
                    + " Nothing was changed.");
        }
        try (PlainSession session = PlainSession.open(targets, connection)) {
            StatusReader reader = new StatusReader(session.database());
            if (history || chunks) {
                return past(reader, session);
            }
            StatusOutput shown = new StatusOutput(
                    console.out(), console.screen(), output.isJson(), watch, new StatusJson(session.target()));
            List<Status> now;
            boolean resting;
            do {
                now = id == null ? reader.all(all) : List.of(one(reader, id, session));
                resting = now.stream().allMatch(s -> OVER.contains(s.state()));
                shown.show(now, id == null ? null : new PartitionReader(session.database()).of(id), resting);
            } while (watch && !resting && !console.stop().awaitQuietly(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            return report == null || isReported(now.get(0), report, session) ? 0 : 1;
        }
    }

    private boolean isReported(Status status, Path file, PlainSession session) {
        return PastReport.write(session.target(), session.database(), status, file, console.err()::println);
    }

    private int past(StatusReader reader, PlainSession session) {
        if (id != null) {
            one(reader, id, session);
        }
        HistoryReader past = new HistoryReader(session.database());
        HistoryOutput lines = new HistoryOutput(console.out(), output.isJson());
        if (history) {
            past.transitions(id, lines::print);
        } else {
            past.chunks(id, lines::print);
        }
        return 0;
    }

    static Status one(StatusReader reader, long id, PlainSession session) {
        return reader.find(id)
                .orElseThrow(() -> new UsageException("There is no change " + id + " in "
                        + session.target().database() + "; zdm-batch status --all lists them"));
    }
}
