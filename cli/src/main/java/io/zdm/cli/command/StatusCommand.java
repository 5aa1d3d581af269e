package io.zdm.cli.command;

import io.zdm.cli.output.HistoryOutput;
import io.zdm.cli.output.Json;
import io.zdm.cli.output.StatusJson;
import io.zdm.cli.output.StatusText;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.HistoryReader;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
            description = "again every second, until the change (or every change) has come to rest; JSON lines with"
                    + " --output=json")
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
        try (PlainSession session = PlainSession.open(targets, connection)) {
            StatusReader reader = new StatusReader(session.database());
            if (history || chunks) {
                return past(reader, session);
            }
            StatusJson json = new StatusJson(session.target());
            boolean resting;
            do {
                List<Status> shown = id == null ? reader.all(all) : List.of(one(reader, id, session));
                print(shown, json);
                resting = shown.stream().allMatch(s -> OVER.contains(s.state()));
            } while (watch
                    && !resting
                    && !console.stop().awaitQuietly(EVERY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
            return 0;
        }
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

    private void print(List<Status> shown, StatusJson json) {
        if (output.isJson() && watch) {
            shown.forEach(s -> console.out().println(Json.write(json.change(s, null))));
        } else if (output.isJson()) {
            Object all = shown.stream().map(s -> json.change(s, null)).toList();
            console.out().println(Json.write(id == null ? all : json.change(shown.get(0), null)));
        } else {
            int width = console.screen().outWidth();
            console.out().print(id == null ? StatusText.table(shown, width) : StatusText.detail(shown.get(0), width));
        }
    }

    static Status one(StatusReader reader, long id, PlainSession session) {
        return reader.find(id)
                .orElseThrow(() -> new UsageException("There is no change " + id + " in "
                        + session.target().database() + "; zdm-batch status --all lists them"));
    }
}
