package io.zdm.cli.lint;

import io.zdm.lint.LintOptions;
import io.zdm.lint.Severity;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lint was asked for, by its options; what they leave open, the configuration says.
 *
 * @param directory where git is asked
 * @param files what to lint; empty for what the configuration says, or for what has changed
 * @param labels of the pull request; null where they do not matter
 * @param baseline a file; null for the configuration's
 * @param binaries a folder with other versions of PostgreSQL
 */
public record LintRequest(
        Path directory,
        LintConfig config,
        List<String> files,
        @Nullable Integer pgVersion,
        @Nullable Boolean oneTransaction,
        List<String> smallTables,
        @Nullable Severity severity,
        @Nullable String labels,
        @Nullable String baseline,
        @Nullable String writeBaseline,
        @Nullable String changedSince,
        @Nullable String alembic,
        boolean trace,
        @Nullable String traceSchema,
        @Nullable Path binaries) {

    private static final int DEFAULT_VERSION = 17;

    int version() {
        Integer own = pgVersion == null ? config.pgVersion() : pgVersion;
        return own == null ? DEFAULT_VERSION : own;
    }

    boolean inOneTransaction() {
        Boolean own = oneTransaction == null ? config.oneTransaction() : oneTransaction;
        return own != null && own;
    }

    /** From which severity on lint fails. */
    public Severity failOn() {
        Severity own = severity == null ? config.failOn() : severity;
        return own == null ? Severity.ERROR : own;
    }

    LintOptions options() {
        Set<String> small = new LinkedHashSet<>(config.smallTables());
        small.addAll(smallTables);
        return new LintOptions(version(), config.rules(), small, inOneTransaction());
    }

    @Nullable
    String baselineFile() {
        return ofConfig(baseline, config.baseline());
    }

    @Nullable
    String alembicFolder() {
        return ofConfig(alembic, config.alembic());
    }

    @Nullable
    String schemaFile() {
        return ofConfig(traceSchema, config.traceSchema());
    }

    private @Nullable String ofConfig(@Nullable String option, @Nullable String configured) {
        return option != null || configured == null ? option : config.resolve(configured);
    }

    boolean acksCount() {
        return labels == null || List.of(labels.split("[,\\s]+")).contains("migration-unsafe-ack");
    }
}
