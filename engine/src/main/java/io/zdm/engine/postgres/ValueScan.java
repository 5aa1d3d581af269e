package io.zdm.engine.postgres;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.engine.plan.Walk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Asks every row whether it is in a change's way, chunk by chunk, each in a transaction of its own. */
final class ValueScan {

    private static final String TITLE = "Looking at the values";
    private static final int CHUNK_ROWS = 50_000;
    private static final int SHOWN_KEYS = 10;

    private final Database database;
    private final Reporter reporter;

    ValueScan(Database database, Reporter reporter) {
        this.database = database;
        this.reporter = reporter;
    }

    /** Needs one connection for all: what {@code setup} makes lives in its pg_temp. */
    List<Problem> run(List<ValueCheck> checks, double estimatedRows) {
        List<Problem> problems = new ArrayList<>();
        for (ValueCheck check : checks) {
            check.setup().forEach(database::execute);
            Problem problem = run(check, (long) Math.max(0, estimatedRows));
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    private @Nullable Problem run(ValueCheck check, long estimatedRows) {
        List<String> keys = new ArrayList<>();
        long bad = 0;
        reporter.progress(TITLE, 0, estimatedRows);
        if (check.isWhole()) {
            bad = whole(check, keys);
        }
        for (Walk walk : check.walks()) {
            try {
                bad += count(check.on(walk), estimatedRows, keys);
            } catch (RaisedException raised) {
                return raised.problem(check);
            }
        }
        reporter.progress(TITLE, estimatedRows, estimatedRows);
        return bad == 0
                ? null
                : new Problem(check.code(), check.object(), check.message().of(bad, keys), check.fix());
    }

    private long whole(ValueCheck check, List<String> keys) {
        List<Long> all = database.list(
                "SELECT found.line, count(*) OVER () AS many FROM (" + check.bad() + ") found(line) LIMIT "
                        + SHOWN_KEYS,
                (row, n) -> {
                    keys.add(row.getString("line"));
                    return row.getLong("many");
                });
        return all.isEmpty() ? 0 : all.get(0);
    }

    private long count(ValueCheck check, long estimatedRows, List<String> keys) {
        KeyWalk walk = new KeyWalk(database, check.walk());
        long bad = 0;
        long rows = 0;
        KeyRange rest = KeyRange.ALL;
        List<String> bound;
        do {
            bound = walk.nth(rest, CHUNK_ROWS);
            KeyRange chunk = rest.to(bound);
            if (check.forced().isEmpty() || !allConvert(check, walk, chunk)) {
                bad += collected(check, walk, chunk, keys);
            }
            rows += CHUNK_ROWS;
            if (bound != null) {
                rest = rest.from(bound);
                reporter.progress(TITLE, rows, Math.max(rows + 1, estimatedRows));
            }
        } while (bound != null);
        return bad;
    }

    /** A condition of the user's own, as a CHECK's, may fail with an error where it should say yes or no. */
    private static final class RaisedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String key;
        private final String said;

        RaisedException(String key, DataAccessException cause) {
            super(cause);
            this.key = key;
            this.said = Sql.message(cause);
        }

        Problem problem(ValueCheck check) {
            return new Problem(
                    check.code(),
                    check.object(),
                    "The condition fails with an error at the row with the key " + key + ": " + said,
                    "Mend that row, or write the condition so that it takes it. There may be more of them.");
        }
    }

    private long collected(ValueCheck check, KeyWalk walk, KeyRange chunk, List<String> keys) {
        try {
            return collect(check, walk, chunk, keys);
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            throw new RaisedException(new RaisingRow(database, check, walk).in(chunk, CHUNK_ROWS), e);
        }
    }

    private boolean allConvert(ValueCheck check, KeyWalk walk, KeyRange chunk) {
        KeyWalk.Condition condition = walk.condition(chunk);
        try {
            database.value(
                    "SELECT count(" + Sql.literally(check.forced()) + ") FROM "
                            + check.walk().rows() + " WHERE " + condition.sql(),
                    Long.class,
                    condition.arguments().toArray());
            return true;
        } catch (DataAccessException e) {
            if (!Sql.isDataError(e)) {
                throw e;
            }
            return false;
        }
    }

    private long collect(ValueCheck check, KeyWalk walk, KeyRange chunk, List<String> keys) {
        KeyWalk.Condition condition = walk.condition(chunk);
        List<String> found = database.list(
                "SELECT array_to_string(" + check.walk().keyTexts() + ", ', ') FROM "
                        + check.walk().rows() + " WHERE "
                        + condition.sql() + " AND (" + Sql.literally(check.bad()) + ") ORDER BY "
                        + check.walk().key().columnList() + " LIMIT " + SHOWN_KEYS,
                (row, n) -> row.getString(1),
                condition.arguments().toArray());
        found.stream().limit(Math.max(0, SHOWN_KEYS - keys.size())).forEach(keys::add);
        if (found.size() < SHOWN_KEYS) {
            return found.size();
        }
        return database.value(
                "SELECT count(*) FROM " + check.walk().rows() + " WHERE " + condition.sql() + " AND ("
                        + Sql.literally(check.bad()) + ")",
                Long.class,
                condition.arguments().toArray());
    }
}
