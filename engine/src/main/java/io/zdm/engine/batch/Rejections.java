package io.zdm.engine.batch;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that cannot be written, of all workers: all others are written before the change fails because of them. */
final class Rejections {

    private static final int MOST_TOLD = 10;

    private final List<String> rows = new ArrayList<>();
    private @Nullable RuntimeException cause;

    /** A worker has rows left that cannot be written. Its step failed; the other workers go on. */
    static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Left(int rows) {
            super(rows + " rows could not be written");
        }
    }

    synchronized void add(String row, RuntimeException why) {
        rows.add(row);
        cause = why;
    }

    synchronized @Nullable EngineException error() {
        if (rows.isEmpty()) {
            return null;
        }
        boolean one = rows.size() == 1;
        return new EngineException(
                ErrorCode.VALUE_REJECTED,
                (one ? "" : rows.size() + " rows cannot be written; all others are. ")
                        + String.join("; ", rows.subList(0, Math.min(MOST_TOLD, rows.size())))
                        + (rows.size() > MOST_TOLD ? "; …" : ""),
                true,
                (one ? "Correct that row" : "Correct those rows") + ", then restart; or roll back.",
                cause);
    }
}
