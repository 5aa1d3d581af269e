package io.zdm.cli.lint;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file {@code .zdm-lint.yaml} says. An option on the command line is stronger.
 *
 * @param folder where the file is: its paths are relative to that
 * @param pgVersion null where it says nothing, as with the others
 * @param paths what to lint where no FILE is given
 * @param exclude patterns of paths that are not linted
 * @param alembic the folder of Alembic's revisions
 * @param rules other severities, by the rule's id; null for off
 */
public record LintConfig(
        Path folder,
        @Nullable Integer pgVersion,
        @Nullable Boolean oneTransaction,
        @Nullable Severity failOn,
        List<String> paths,
        List<String> exclude,
        List<String> smallTables,
        @Nullable String baseline,
        @Nullable String alembic,
        @Nullable String traceSchema,
        Map<String, @Nullable Severity> rules) {

    /** The name that is looked for. */
    public static final String NAME = ".zdm-lint.yaml";

    private static LintConfig empty(Path folder) {
        return new LintConfig(folder, null, null, null, List.of(), List.of(), List.of(), null, null, null, Map.of());
    }

    /** That of a folder or, if it has none, of the nearest one above. */
    public static LintConfig findUpwards(Path from) {
        for (Path folder = from.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(NAME))) {
                return read(folder.resolve(NAME));
            }
        }
        return empty(from);
    }

    /** @throws UsageException with line and column where it cannot be understood */
    public static LintConfig read(Path file) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            return new LintConfigReader(file, folder == null ? Path.of("") : folder).read(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read (" + e.getMessage() + "). Nothing was checked.");
        }
    }

    /** A path of the file, as seen from the working directory. */
    public String resolve(String path) {
        Path working = Path.of("").toAbsolutePath().normalize();
        Path resolved = folder.resolve(path).toAbsolutePath().normalize();
        return resolved.startsWith(working) && !resolved.equals(working)
                ? working.relativize(resolved).toString()
                : resolved.toString();
    }

    /** Whether a file is left out. */
    public boolean isExcluded(String file) {
        Path absolute = Path.of(file).toAbsolutePath().normalize();
        if (file.equals("-") || !absolute.startsWith(folder.toAbsolutePath().normalize())) {
            return false;
        }
        Path relative = folder.toAbsolutePath().normalize().relativize(absolute);
        return exclude.stream()
                .anyMatch(pattern ->
                        folder.getFileSystem().getPathMatcher("glob:" + pattern).matches(relative));
    }
}
