package io.zdm.cli.report;

import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.engine.postgres.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A report of a change that does not run here, from what its database knows: also after a run that left none. */
public final class PastReport {

    private PastReport() {}

    /**
     * Writes it; what a report of that name tells of the change already stays in it.
     *
     * @param say told where it was written, or why it was not
     * @return whether it was
     * @throws UsageException where there is nothing to tell
     */
    public static boolean write(Target target, Database database, Status status, Path file, Consumer<String> say) {
        List<PastRun> past = new PastRuns(database, target).of(status);
        if (past.isEmpty()) {
            throw new UsageException("Change " + status.id() + " has not run yet, or ran when no history was kept:"
                    + " there is nothing to report.");
        }
        boolean written = new ReportFile(file, say).write(past, null, true);
        if (written) {
            say.accept("Report: " + file);
        }
        return written;
    }
}
