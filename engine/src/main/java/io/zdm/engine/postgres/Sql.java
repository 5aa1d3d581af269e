package io.zdm.engine.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionSystemException;

/** What PostgreSQL says in its errors. */
public final class Sql {

    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String DEADLOCK = "40P01";
    public static final String QUERY_CANCELED = "57014";
    public static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Sql() {}

    /** The SQLState of the server's error behind {@code e}, empty where there is none. */
    public static String state(Throwable e) {
        SQLException sql = find(e);
        return sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
    }

    /** A value or a row that does not fit: data, integrity and the user's own RAISE. What the driver refuses is none. */
    public static boolean isDataError(Throwable e) {
        String state = state(e);
        return (state.startsWith("22") || state.startsWith("23") || state.equals("P0001"))
                && find(e) instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null;
    }

    /** A lock that was not to be had in time, or a conflict that another attempt settles. */
    public static boolean isTransient(Throwable e) {
        return List.of(LOCK_NOT_AVAILABLE, DEADLOCK, "40001").contains(state(e));
    }

    /**
     * The server ended the session because it had waited too long for us inside a transaction: that was not committed, for
     * the server waited for the next statement, COMMIT included.
     */
    static boolean isEndedWhileIdle(Throwable e) {
        // Of a transaction whose end failed, too, this is what it failed by at first.
        Throwable first = e instanceof TransactionSystemException end && end.getOriginalException() != null
                ? end.getOriginalException()
                : e;
        return state(first).equals("25P03");
    }

    /** Somebody cancelled it, or the server had not enough of something (53) or met an error of its system (58). */
    public static boolean isOfTheMoment(Throwable e) {
        String state = state(e);
        return state.equals(QUERY_CANCELED) || state.startsWith("53") || state.startsWith("58");
    }

    /** The connection is gone or going, or none is to be had: 08, 57P0x, 25P03 (idle too long), or the pool's own. */
    public static boolean isConnectionLost(Throwable e) {
        SQLException sql = find(e);
        String state = state(e);
        return sql instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("25P03");
    }

    /**
     * What the server thinks of a statement. That a session has ended, or a lock was not to be had, is no opinion of it.
     *
     * @throws DataAccessException {@code e} itself, where it is not the server's answer
     */
    static DataAccessException answer(DataAccessException e) {
        if (isConnectionLost(e) || isTransient(e) || state(e).equals(QUERY_CANCELED)) {
            throw e;
        }
        return e;
    }

    /** The server's sentence and its detail, without the driver's decoration. */
    public static String message(Throwable e) {
        SQLException sql = find(e);
        if (sql instanceof PSQLException postgres) {
            ServerErrorMessage server = postgres.getServerErrorMessage();
            if (server != null) {
                String detail = server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
                return server.getMessage() + detail;
            }
        }
        return String.valueOf(sql == null ? e.getMessage() : sql.getMessage());
    }

    /**
     * A text as the driver has to get it for the server to get it as it is: an operator's {@code ?} is a parameter to the
     * driver, and even where it expects none it takes {@code ??} for one sign. Literals, names in quotes and comments it
     * leaves alone, and so they are found by its own rules.
     */
    static String literally(String text) {
        if (text.indexOf('?') < 0) {
            return text;
        }
        char[] signs = text.toCharArray();
        StringBuilder literally = new StringBuilder();
        for (int at = 0; at < signs.length; at++) {
            int end = Math.min(signs.length - 1, endOfQuoted(signs, at));
            literally.append(signs, at, end - at + 1);
            if (signs[at] == '?') {
                literally.append('?');
            }
            at = end;
        }
        return literally.toString();
    }

    /** The last sign of what begins there, the sign itself where nothing does. */
    private static int endOfQuoted(char[] signs, int at) {
        return switch (signs[at]) {
            case '\'' -> Parser.parseSingleQuotes(signs, at, true);
            case '"' -> Parser.parseDoubleQuotes(signs, at);
            case '-' -> Parser.parseLineComment(signs, at);
            case '/' -> Parser.parseBlockComment(signs, at);
            case '$' -> Parser.parseDollarQuotes(signs, at);
            default -> at;
        };
    }

    private static @Nullable SQLException find(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
