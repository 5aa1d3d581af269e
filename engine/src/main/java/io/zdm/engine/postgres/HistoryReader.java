package io.zdm.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Reads what became of changes and what their chunks took. Leaves no trace; of tables of an older version, nothing. */
public final class HistoryReader {

    private static final String OF =
            " WHERE h.change_id = ANY (ARRAY(SELECT c.id FROM zdm.change c WHERE c.id = ?" + " OR c.part_of = ?))";

    private final Database database;

    public HistoryReader(Database database) {
        this.database = database;
    }

    /**
     * Something that became of a change; see the comments of {@code zdm.transition}.
     *
     * @param id grows with time
     */
    public record Transition(
            long id,
            long change,
            Instant at,
            String event,
            @Nullable String fromState,
            String toState,
            @Nullable String phase,
            @Nullable String reason,
            String byRole,
            String byClient) {}

    /** What a chunk took; see the comments of {@code zdm.chunk}. */
    public record Chunk(
            long change,
            String partition,
            Instant at,
            long rows,
            long millis,
            long waitMillis,
            @Nullable String waitReason,
            @Nullable String error) {}

    /** Oldest first, of a change and its parts, or of all where it is null. */
    public void transitions(@Nullable Long change, Consumer<Transition> each) {
        if (exists("zdm.transition")) {
            read("SELECT h.* FROM zdm.transition h", " ORDER BY h.id", change, row -> each.accept(transition(row)));
        }
    }

    /** Oldest first, of a change and its parts, or of all where it is null. There may be millions. */
    public void chunks(@Nullable Long change, Consumer<Chunk> each) {
        if (exists("zdm.chunk")) {
            read(
                    "SELECT h.* FROM zdm.chunk h",
                    " ORDER BY h.at, h.change_id, h.partition",
                    change,
                    row -> each.accept(chunk(row)));
        }
    }

    /** The same of a time, its ends included; {@code to} null for all that came later. */
    public void chunks(long change, Instant from, @Nullable Instant to, Consumer<Chunk> each) {
        if (exists("zdm.chunk")) {
            database.each(
                    "SELECT h.* FROM zdm.chunk h" + OF
                            + " AND h.at BETWEEN ? AND coalesce(?::timestamptz, 'infinity') ORDER BY h.at",
                    row -> each.accept(chunk(row)),
                    change,
                    change,
                    from.atOffset(ZoneOffset.UTC),
                    to == null ? null : to.atOffset(ZoneOffset.UTC));
        }
    }

    private void read(String select, String order, @Nullable Long change, RowCallbackHandler each) {
        if (change == null) {
            database.each(select + order, each);
        } else {
            database.each(select + OF + order, each, change, change);
        }
    }

    private boolean exists(String table) {
        return database.isTrue("SELECT to_regclass(?) IS NOT NULL", table);
    }

    private static Transition transition(ResultSet row) throws SQLException {
        return new Transition(
                row.getLong("id"),
                row.getLong("change_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("phase"),
                row.getString("reason"),
                row.getString("by_role"),
                row.getString("by_client"));
    }

    private static Chunk chunk(ResultSet row) throws SQLException {
        return new Chunk(
                row.getLong("change_id"),
                row.getString("partition"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("rows"),
                row.getLong("millis"),
                row.getLong("wait_millis"),
                row.getString("wait_reason"),
                row.getString("error"));
    }
}
