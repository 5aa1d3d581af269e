package io.zdm.cli.lint;

import io.zdm.cli.sandbox.SandboxException;
import io.zdm.cli.sandbox.ThrowawayServer;
import io.zdm.engine.change.UsageException;
import io.zdm.lint.source.SourceFile;
import io.zdm.lint.trace.Trace;
import io.zdm.lint.trace.Tracer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the files on a PostgreSQL that is there for this alone.
 *
 * @param binaries where that version's programs are; null for those that zdm-batch brings
 * @param schema what the files find in the database; null for nothing
 */
record LintTrace(
        int version, @Nullable Path binaries, @Nullable SourceFile schema, boolean oneTransaction) {

    private static final int SHOWN = 5;

    Trace run(List<SourceFile> files, PrintStream err) {
        try (ThrowawayServer server = ThrowawayServer.start(version, binaries)) {
            Tracer tracer = new Tracer(server::open, oneTransaction);
            if (schema != null) {
                tell(tracer.prepare(schema), schema.path(), err);
            }
            return tracer.trace(files);
        } catch (SandboxException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw new UsageException(
                    "the PostgreSQL of the trace is gone: " + e.getMessage() + ". Nothing was checked.", e);
        }
    }

    private static void tell(List<Tracer.Refused> refused, String path, PrintStream err) {
        if (refused.isEmpty()) {
            return;
        }
        err.printf(
                "zdm-batch: %d statements of %s were refused; the trace goes on without them:%n", refused.size(), path);
        refused.stream()
                .limit(SHOWN)
                .forEach(each -> err.printf(
                        "  line %d: %s%n",
                        each.statement().position().line(),
                        each.error().lines().findFirst().orElse("")));
    }
}
