package io.zdm.lint;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside the files.
 *
 * @param version PostgreSQL's, 14 to 18
 * @param severities other severities than a rule's own, by its id; null for off
 * @param smallTables tables that are never large nor busy
 * @param oneTransaction whether the tool that runs a file opens a transaction around it
 */
public record LintOptions(
        int version, Map<String, @Nullable Severity> severities, Set<String> smallTables, boolean oneTransaction) {

    public static LintOptions defaults() {
        return new LintOptions(17, Map.of(), Set.of(), false);
    }
}
