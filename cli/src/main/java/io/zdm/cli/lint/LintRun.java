package io.zdm.cli.lint;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.AlembicSources;
import io.zdm.lint.Baseline;
import io.zdm.lint.LintReport;
import io.zdm.lint.Linter;
import io.zdm.lint.source.SourceFile;
import io.zdm.lint.trace.Trace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the files, lets them be checked, and takes away what was not asked for. */
public final class LintRun {

    private final LintRequest request;
    private final PrintStream err;

    /** @param err for what is not part of the report */
    public LintRun(LintRequest request, PrintStream err) {
        this.request = request;
        this.err = err;
    }

    /** @param files those that the report is about */
    public record Result(LintReport report, List<SourceFile> files) {}

    /** @throws UsageException where something is missing or cannot be read */
    public Result run() {
        @Nullable String since = request.changedSince();
        @Nullable
        Set<Path> changed =
                since == null ? null : new GitChanges(request.directory().toAbsolutePath()).since(since);
        List<SourceFile> files = new SqlFiles()
                .read(names(changed)).stream()
                        .filter(file -> !request.config().isExcluded(file.path()))
                        .toList();
        Predicate<String> wanted = path -> changed == null || path.equals("-") || changed.contains(real(Path.of(path)));
        AlembicSources sources = alembic();
        Trace trace =
                request.trace() && files.stream().anyMatch(file -> wanted.test(file.path())) ? trace(files) : null;
        LintReport report = new Linter(request.options()).lint(files, trace, sources);
        if (changed != null) {
            report = report.only(path -> path.endsWith(".py") || wanted.test(path));
        }
        if (!request.acksCount()) {
            report = report.withoutAcks();
        }
        return new Result(
                baseline(report),
                files.stream().filter(file -> wanted.test(file.path())).toList());
    }

    /** As git says them: without links. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private List<String> names(@Nullable Set<Path> changed) {
        if (!request.files().isEmpty()) {
            return request.files();
        }
        if (!request.config().paths().isEmpty()) {
            return request.config().paths().stream()
                    .map(request.config()::resolve)
                    .toList();
        }
        if (changed == null) {
            throw new UsageException("there is no FILE to lint, and no paths in a " + LintConfig.NAME
                    + "; see zdm-batch lint --help. Nothing was checked.");
        }
        return changed.stream()
                .filter(path -> path.toString().endsWith(".sql") && Files.isRegularFile(path))
                .map(path -> request.config().resolve(path.toString()))
                .sorted(NaturalOrder::compare)
                .toList();
    }

    private Trace trace(List<SourceFile> files) {
        @Nullable String schema = request.schemaFile();
        @Nullable
        SourceFile first =
                schema == null ? null : new SqlFiles().read(List.of(schema)).get(0);
        return new LintTrace(request.version(), request.binaries(), first, request.inOneTransaction()).run(files, err);
    }

    private AlembicSources alembic() {
        @Nullable String folder = request.alembicFolder();
        return folder == null ? AlembicSources.NONE : new AlembicSources(new SqlFiles().python(folder));
    }

    private LintReport baseline(LintReport report) {
        @Nullable String write = request.writeBaseline();
        @Nullable String file = request.baselineFile();
        try {
            if (write != null) {
                String text = Baseline.of(report.findings());
                Files.writeString(Path.of(write), text);
                err.printf("zdm-batch: %s has what was found; from now on give --baseline=%s%n", write, write);
                return report.without(Baseline.parse(text));
            }
            return file == null ? report : report.without(Baseline.parse(Files.readString(Path.of(file))));
        } catch (IOException e) {
            throw new UsageException("the baseline " + (write == null ? file : write) + " cannot be "
                    + (write == null ? "read" : "written") + " (" + e.getMessage() + "). Nothing was reported.");
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "the baseline " + file + " is none: " + e.getMessage() + ". Nothing was reported.");
        }
    }
}
