package io.zdm.engine.postgres;

import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.VerifyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Compares one key range of rows with what they should be; reads, and where the step says how, repairs. */
public final class RowVerifier {

    private final Database database;
    private final VerifyStep step;
    private final KeyWalk walk;

    public RowVerifier(Database database, VerifyStep step) {
        this.database = database;
        this.step = step;
        this.walk = new KeyWalk(database, step.walk());
    }

    /** @param firstKeys at most ten */
    public record Compared(long rows, long wrong, List<String> firstKeys) {}

    public KeyWalk walk() {
        return walk;
    }

    /** A value that does not convert is a difference, not an error. */
    public Compared compare(KeyRange range) {
        try {
            return compare(range, step.wrong());
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return compare(range, step.wrongOrUnconvertible());
        }
    }

    private Compared compare(KeyRange range, String wrong) {
        KeyWalk.Condition condition = walk.condition(range);
        Compared compared = database.first(
                """
                SELECT count(*) AS rows, count(*) FILTER (WHERE wrong) AS wrong,
                       (array_agg(key ORDER BY place) FILTER (WHERE wrong))[1:10] AS keys
                FROM (SELECT array_to_string(%s, ', ') AS key, %s AS place, (%s) AS wrong FROM %s WHERE %s) compared
                """.formatted(
                                step.walk().keyTexts(),
                                step.walk().keyRow(),
                                Sql.literally(wrong),
                                step.walk().rows(),
                                condition.sql()),
                (row, n) -> new Compared(row.getLong("rows"), row.getLong("wrong"), Database.strings(row, "keys")),
                condition.arguments().toArray());
        return compared == null ? new Compared(0, 0, List.of()) : compared;
    }

    public boolean canRepair() {
        return !step.repair().isEmpty();
    }

    /**
     * Sets right what is wrong and convertible, in the caller's transaction, taking only rows whose lock is free.
     *
     * @return rows written
     */
    public int repair(KeyRange range) {
        KeyWalk.Condition condition = walk.condition(range);
        List<Object> arguments = new ArrayList<>(condition.arguments());
        String set = step.repair().stream()
                .map(a -> io.zdm.engine.catalog.Identifier.quote(a.column()) + " = " + a.expression())
                .collect(Collectors.joining(", "));
        String convertible = step.repair().stream().map(Assignment::convertible).collect(Collectors.joining(" AND "));
        return database.update(
                """
                UPDATE %1$s SET %2$s WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM %1$s WHERE %3$s AND (%4$s) AND %5$s %6$s SKIP LOCKED))
                """.formatted(
                                step.walk().rows(),
                                Sql.literally(set),
                                condition.sql(),
                                Sql.literally(step.wrongOrUnconvertible()),
                                Sql.literally(convertible),
                                RowLock.of(database, step.walk(), step.repair())),
                arguments.toArray());
    }
}
