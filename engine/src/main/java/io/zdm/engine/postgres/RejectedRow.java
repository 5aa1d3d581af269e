package io.zdm.engine.postgres;

import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Finds the row because of which a chunk fails: the range is halved until one row is left. Every try is rolled back. A
 * writer may correct the row meanwhile; then what is left is the smallest range that failed.
 */
public final class RejectedRow {

    private final Database database;
    private final ChunkWriter writer;

    public RejectedRow(Database database, ChunkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /**
     * Where it is.
     *
     * @param range with nothing but the row, or the smallest that failed
     * @param text "the row 42", or "a row in the key range …" where it cannot be told from its neighbours
     */
    public record Found(KeyRange range, String text) {

        /** The range in which it was found: what is before it, itself, what is behind. */
        public List<KeyRange> apart(KeyRange from) {
            List<KeyRange> pieces = new ArrayList<>();
            if (range.after() != null && !range.after().equals(from.after())) {
                pieces.add(from.to(range.after()));
            }
            pieces.add(range);
            if (range.upTo() != null && !range.upTo().equals(from.upTo())) {
                pieces.add(from.from(range.upTo()));
            }
            return pieces;
        }
    }

    public Found in(KeyRange failed) {
        KeyRange range = failed;
        long rows = writer.rows(range);
        while (rows > 1) {
            List<String> middle = writer.walk().nth(range, (int) Math.min(Integer.MAX_VALUE, rows / 2));
            if (middle == null || middle.equals(range.upTo())) {
                break;
            }
            KeyRange lower = range.to(middle);
            range = fails(lower) ? lower : range.from(middle);
            rows = writer.rows(range);
        }
        List<String> key =
                rows == 1 && !writer.walk().byBlocks() ? writer.walk().nth(range, 1) : null;
        return new Found(range, key == null ? "a row in the key range " + range : "the row " + String.join(", ", key));
    }

    private boolean fails(KeyRange range) {
        try {
            database.inRolledBackTransaction(() -> {
                writer.begin();
                long done = writer.writeDiffering(range).done();
                // A deferred constraint would speak at COMMIT, which is never reached here.
                database.execute("SET CONSTRAINTS ALL IMMEDIATE");
                return done;
            });
            return false;
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return true;
        }
    }
}
