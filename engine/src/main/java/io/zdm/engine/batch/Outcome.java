package io.zdm.engine.batch;

import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended.
 *
 * @param id null where the plan was refused: it takes no id
 * @param table that a refused change meant, where it was found
 * @param problems why it was refused
 * @param error what went wrong once it ran, or why it could not now
 * @param note a sentence for people, where nothing was to be done
 */
public record Outcome(
        @Nullable Long id,
        @Nullable TableRef table,
        List<Problem> problems,
        @Nullable EngineException error,
        @Nullable String note) {

    static Outcome done(long id) {
        return new Outcome(id, null, List.of(), null, null);
    }

    static Outcome nothingToDo(long id, String note) {
        return new Outcome(id, null, List.of(), null, note);
    }

    /** Nothing was done: a change that would be made. */
    public static Outcome planned(TableRef table) {
        return new Outcome(null, table, List.of(), null, null);
    }

    public static Outcome refused(TableRef table, List<Problem> problems) {
        return new Outcome(null, table.schema().isEmpty() ? null : table, problems, null, null);
    }

    static Outcome failed(long id, EngineException error) {
        return new Outcome(id, null, List.of(), error, null);
    }

    static Outcome stoppedBeforeAnything() {
        return new Outcome(
                null,
                null,
                List.of(),
                new EngineException(
                        ErrorCode.STOPPED, "Stopped before anything was touched", false, "Run it again when you like."),
                null);
    }

    /** For one whose turn did not come, among several. */
    public static Outcome notBegun(EngineException why) {
        return new Outcome(null, null, List.of(), why, null);
    }

    public int exitCode() {
        if (!problems.isEmpty()) {
            return ErrorCode.REFUSED.exitCode();
        }
        return error == null ? 0 : error.code().exitCode();
    }
}
