package io.zdm.cli.output;

import io.zdm.engine.postgres.PartitionReader.Partition;
import io.zdm.engine.postgres.StatusReader.Status;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of changes, once or time and again: drawn anew in its place on a terminal, one below the other elsewhere. */
public final class StatusOutput {

    private final PrintStream out;
    private final Screen screen;
    private final boolean json;
    private final boolean watch;
    private final StatusJson as;
    private final @Nullable RedrawnText redrawn;
    private boolean shown;

    /** @param watch whether it is shown time and again */
    public StatusOutput(PrintStream out, Screen screen, boolean json, boolean watch, StatusJson as) {
        this.out = out;
        this.screen = screen;
        this.json = json;
        this.watch = watch;
        this.as = as;
        this.redrawn = watch && screen.redrawn() != null ? new RedrawnText(out, screen.redrawn()) : null;
    }

    /**
     * As it is now.
     *
     * @param partitions of the one change that was asked for; null where all were
     * @param last whether it is shown no more
     */
    public void show(List<Status> changes, @Nullable List<Partition> partitions, boolean last) {
        if (json) {
            printJson(changes, partitions);
        } else if (redrawn != null) {
            String below =
                    "\nAt " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "; again every second, Ctrl-C leaves";
            redrawn.draw(width -> text(changes, partitions, width) + (last ? "" : below));
        } else {
            out.print((shown ? "\n" : "") + text(changes, partitions, screen.outWidth()));
            shown = true;
        }
    }

    private void printJson(List<Status> changes, @Nullable List<Partition> partitions) {
        List<?> all = changes.stream().map(s -> as.change(s, partitions, null)).toList();
        if (watch) {
            all.forEach(change -> out.println(Json.write(change)));
        } else {
            out.println(Json.write(partitions == null ? all : all.get(0)));
        }
    }

    private static String text(List<Status> changes, @Nullable List<Partition> partitions, int width) {
        return partitions == null
                ? StatusText.table(changes, width)
                : StatusText.detail(changes.get(0), partitions, width) + next(changes.get(0));
    }

    /** Where there is an error, that says it. */
    private static String next(Status change) {
        String next = change.error() == null ? NextSteps.of(change) : "";
        return next.isEmpty() ? "" : next + "\n";
    }
}
