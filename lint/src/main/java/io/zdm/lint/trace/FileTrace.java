package io.zdm.lint.trace;

import io.zdm.lint.source.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Runs the statements of one file in one session, and looks at each. */
final class FileTrace {

    private static final Set<String> TRANSACTIONS =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");

    private final Sessions sessions;
    private final Running running;
    private final CatalogPicture start;
    private CatalogPicture picture;
    private Locks held = new Locks();
    private RowsWritten written = RowsWritten.NONE;

    FileTrace(Sessions sessions, Running running) throws SQLException {
        this.sessions = sessions;
        this.running = running;
        this.start = CatalogPicture.of(running.connection());
        this.picture = start;
    }

    /** The failure of a statement is part of what was seen; only where the server itself is gone this throws. */
    Seen run(SqlStatement statement) throws SQLException {
        if (isTransaction(statement.sql())) {
            return transaction(statement);
        }
        return running.inTransaction() ? within(statement) : alone(statement);
    }

    private Seen transaction(SqlStatement statement) throws SQLException {
        try {
            running.run(statement);
            return nothing(statement);
        } catch (SQLException e) {
            return failed(statement, e);
        } finally {
            if (!running.inTransaction()) {
                ended();
            }
            picture = running.isBroken() ? picture : CatalogPicture.of(running.connection());
        }
    }

    private void ended() {
        held = new Locks();
        written = RowsWritten.NONE;
    }

    /** The savepoint lets the rest of the file go on where this one fails. */
    private Seen within(SqlStatement statement) throws SQLException {
        if (running.isBroken()) {
            return failed(statement, new SQLException("The transaction has failed before."));
        }
        running.tell("SAVEPOINT zdm_trace");
        try {
            Seen seen = look(statement, running.run(statement));
            running.tell("RELEASE zdm_trace");
            return seen;
        } catch (SQLException e) {
            running.tell("ROLLBACK TO zdm_trace; RELEASE zdm_trace");
            return failed(statement, e);
        }
    }

    /** In a transaction of our own, so that its locks are still there when it has ended; where it may be in one. */
    private Seen alone(SqlStatement statement) throws SQLException {
        running.tell("BEGIN");
        try {
            Seen seen = look(statement, running.run(statement));
            running.tell("COMMIT");
            return seen;
        } catch (SQLException e) {
            running.tell("ROLLBACK");
            return Running.wantsNoTransaction(e) ? outside(statement) : failed(statement, e);
        } finally {
            ended();
        }
    }

    private Seen outside(SqlStatement statement) throws SQLException {
        try {
            Outside.Result result = new Outside(sessions).run(running, statement, picture);
            CatalogPicture after = CatalogPicture.of(running.connection());
            Seen seen = new Comparison(
                            statement,
                            start,
                            picture,
                            after,
                            new Locks(),
                            result.locks(),
                            false,
                            result.messages(),
                            Set.of(),
                            Set.of())
                    .seen();
            picture = after;
            return seen;
        } catch (SQLException e) {
            return failed(statement, e);
        }
    }

    private Seen look(SqlStatement statement, Messages messages) throws SQLException {
        Locks now = Locks.of(running.connection(), running.backend());
        RowsWritten rows = RowsWritten.of(running.connection());
        CatalogPicture after = CatalogPicture.of(running.connection());
        Seen seen = new Comparison(
                        statement,
                        start,
                        picture,
                        after,
                        held,
                        now,
                        true,
                        messages,
                        many(rows, after, oid -> rows.updatedSince(written, oid)),
                        many(rows, after, oid -> rows.deletedSince(written, oid)))
                .seen();
        held = now;
        written = rows;
        picture = after;
        return seen;
    }

    /** The tables of which half the rows or more were written. */
    private Set<String> many(RowsWritten rows, CatalogPicture after, ToLongFunction<Long> count) throws SQLException {
        Set<String> many = new HashSet<>();
        for (long oid : rows.updated().keySet()) {
            Relation table = start.relations().get(oid);
            if (table != null && after.relations().containsKey(oid) && count.applyAsLong(oid) > 0) {
                long left = rowsOf(running.connection(), oid);
                long deleted = rows.deletedSince(written, oid);
                if (2 * count.applyAsLong(oid) >= left + deleted) {
                    many.add(table.shown());
                }
            }
        }
        return many;
    }

    private static long rowsOf(Connection session, long oid) throws SQLException {
        String name;
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)"
                        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = "
                        + oid)) {
            row.next();
            name = row.getString(1);
        }
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM ONLY " + name)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean isTransaction(String sql) {
        String word = sql.split("\\W", 2)[0].toLowerCase(Locale.ROOT);
        return TRANSACTIONS.contains(word)
                && (!word.equals("prepare") || sql.matches("(?is)prepare\\s+transaction\\b.*"));
    }

    private static Seen nothing(SqlStatement statement) {
        return new Seen(statement, null, List.of(), List.of(), false, List.of(), false, false);
    }

    private static Seen failed(SqlStatement statement, SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return new Seen(statement, message.strip(), List.of(), List.of(), false, List.of(), false, false);
    }
}
