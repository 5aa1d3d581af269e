package io.zdm.engine.plan;

import io.zdm.engine.catalog.ColumnSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL said of a column that it added to an empty twin of the table.
 *
 * @param problems why it would not; then there is nothing else
 * @param after the column as it would be, its default deparsed
 * @param work the server's own messages about rewriting and verifying: none where it is metadata only
 * @param bareWork the same for the column without its default and without NOT NULL
 */
public record NewColumn(
        List<Problem> problems, @Nullable ColumnSnapshot after, List<String> work, List<String> bareWork) {

    /**
     * As the user wrote it.
     *
     * @param defaultExpression null for none
     */
    public record Wanted(
            String column, String type, @Nullable String defaultExpression, boolean notNull) {}

    public static NewColumn refused(Problem problem) {
        return new NewColumn(List.of(problem), null, List.of(), List.of());
    }
}
