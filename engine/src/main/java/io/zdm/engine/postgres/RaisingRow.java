package io.zdm.engine.postgres;

import io.zdm.engine.plan.ValueCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Finds the row at which a condition of the user's fails with an error, by halving the key range: PostgreSQL names none. */
final class RaisingRow {

    private static final int MOST_ROWS = 2_000;

    private final Database database;
    private final ValueCheck check;
    private final KeyWalk walk;

    /** @param check of one walk */
    RaisingRow(Database database, ValueCheck check, KeyWalk walk) {
        this.database = database;
        this.check = check;
        this.walk = walk;
    }

    /**
     * Its key, as text; where the row has changed meanwhile, or too many lie in one block, the key range.
     *
     * @param chunk where an error was met
     * @param most rows that it has at most
     */
    String in(KeyRange chunk, int most) {
        KeyRange range = chunk;
        for (int rows = (most + 1) / 2; ; rows = (rows + 1) / 2) {
            List<String> middle = walk.nth(range, rows);
            if (middle != null) {
                range = raises(walk.condition(range.to(middle))) ? range.to(middle) : range.from(middle);
            }
            if (rows == 1) {
                break;
            }
        }
        // More than one only where rows are walked by blocks.
        for (List<String> key : keys(range)) {
            if (raises(new KeyWalk.Condition(
                    check.walk().keyRow() + " = " + check.walk().boundRow(), List.copyOf(key)))) {
                return String.join(", ", key);
            }
        }
        return range.toString();
    }

    private List<List<String>> keys(KeyRange range) {
        KeyWalk.Condition condition = walk.condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        arguments.add(MOST_ROWS);
        return database.list(
                "SELECT " + check.walk().keyTexts() + " AS key FROM "
                        + check.walk().rows() + " WHERE " + condition.sql() + " LIMIT ?",
                (row, n) -> Optional.ofNullable(Database.strings(row, "key")).orElseThrow(),
                arguments.toArray());
    }

    private boolean raises(KeyWalk.Condition condition) {
        try {
            database.value(
                    "SELECT count(*) FROM " + check.walk().rows() + " WHERE " + condition.sql() + " AND ("
                            + Sql.literally(check.bad()) + ")",
                    Long.class,
                    condition.arguments().toArray());
            return false;
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return true;
        }
    }
}
