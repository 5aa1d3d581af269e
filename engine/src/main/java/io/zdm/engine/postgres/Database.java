package io.zdm.engine.postgres;

import io.zdm.engine.change.StopSignal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database as the engine sees it: statements, and transactions around them.
 *
 * <p>Without arguments a text means what it means to the server: a {@code ?} is an operator. With arguments, even with an
 * empty array of them, a {@code ?} is a parameter, and what the user or the catalog worded comes in by {@link Sql#literally}.
 */
public final class Database {

    private static final int SENT_TOGETHER = 100;
    private static final String GENERIC = "SET LOCAL plan_cache_mode = force_generic_plan;\n";
    private static final String SPECIFIC = ";\nSET LOCAL plan_cache_mode TO DEFAULT";

    private static final @Nullable Object[] NONE = {};

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public Database(DataSource dataSource, PlatformTransactionManager transactionManager) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = new TransactionTemplate(transactionManager);
    }

    public Database(DataSource dataSource) {
        this(dataSource, new SessionTransactions(dataSource));
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public void execute(String sql) {
        jdbc.execute(Sql.literally(sql));
    }

    /** One after the other, but sent together: between them the server does not wait for us. */
    public void executeAll(List<String> statements) {
        for (int i = 0; i < statements.size(); i += SENT_TOGETHER) {
            execute(String.join(";\n", statements.subList(i, Math.min(i + SENT_TOGETHER, statements.size()))));
        }
    }

    public int update(String sql) {
        return jdbc.update(Sql.literally(sql));
    }

    public int update(String sql, @Nullable Object... arguments) {
        return jdbc.update(sql, arguments);
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper) {
        return list(Sql.literally(sql), mapper, NONE);
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return jdbc.query(sql, mapper, arguments);
    }

    /** Each row as it comes, a thousand at a time: for answers that need not fit into memory. */
    public void each(String sql, RowCallbackHandler handler, @Nullable Object... arguments) {
        JdbcTemplate inPortions = new JdbcTemplate(dataSource);
        inPortions.setFetchSize(1_000);
        // Outside a transaction the driver would fetch all at once.
        inTransactionWithoutResult(() -> inPortions.query(sql, handler, arguments));
    }

    /**
     * As {@link #list}, for a question to the catalog: planned once in a session, for whatever is asked. Such a question's
     * plan takes ten times as long as its answer, and some are asked under the lock of the swap.
     */
    public <T> List<T> catalog(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return inTransaction(() -> Objects.requireNonNull(
                jdbc.execute(GENERIC + sql + SPECIFIC, (PreparedStatementCallback<List<T>>) statement -> {
                    new ArgumentPreparedStatementSetter(arguments).setValues(statement);
                    return rows(statement, mapper);
                })));
    }

    /** Of the one among the statements sent together that has rows; all are run to their end. */
    private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        boolean hasRows = statement.execute();
        while (hasRows || statement.getUpdateCount() != -1) {
            if (hasRows) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(mapper.mapRow(result, rows.size()));
                    }
                }
            }
            hasRows = statement.getMoreResults();
        }
        return rows;
    }

    /** The single row, or null where there is none. */
    public <T> @Nullable T first(String sql, RowMapper<T> mapper) {
        return first(Sql.literally(sql), mapper, NONE);
    }

    public <T> @Nullable T first(String sql, RowMapper<T> mapper, @Nullable Object... arguments) {
        return DataAccessUtils.singleResult(jdbc.query(sql, mapper, arguments));
    }

    /** The single value of a query that always has one row. */
    public <T> T value(String sql, Class<T> type) {
        return value(Sql.literally(sql), type, NONE);
    }

    public <T> T value(String sql, Class<T> type, @Nullable Object... arguments) {
        T value = jdbc.queryForObject(sql, type, arguments);
        if (value == null) {
            throw new IllegalStateException("NULL where a value was expected: " + sql);
        }
        return value;
    }

    /** As {@link #value}, for a question that may take hours: it ends where a stop is requested. */
    long longValue(String sql, StopSignal stop) {
        return Objects.requireNonNull(jdbc.execute((StatementCallback<Long>) statement -> {
            CancellableStatement.execute(statement, Sql.literally(sql), stop);
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getLong(1);
            }
        }));
    }

    public boolean isTrue(String sql) {
        return isTrue(Sql.literally(sql), NONE);
    }

    public boolean isTrue(String sql, @Nullable Object... arguments) {
        return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, arguments));
    }

    /** Runs in one transaction: joins the current one where there is one. */
    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    public void inTransactionWithoutResult(Runnable work) {
        transactions.executeWithoutResult(status -> work.run());
    }

    /** Runs in one transaction that is rolled back, whatever happens. */
    public <T extends @Nullable Object> T inRolledBackTransaction(Supplier<T> work) {
        return transactions.execute(status -> {
            status.setRollbackOnly();
            return work.get();
        });
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    static List<@Nullable Integer> nullableIntegers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
    }

    static List<Integer> integers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((Integer[]) array.getArray());
    }
}
