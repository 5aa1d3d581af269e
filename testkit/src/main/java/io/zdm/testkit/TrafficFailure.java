package io.zdm.testkit;

import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the application that failed. No two threads share a row, so none of these is the traffic's own doing.
 *
 * @param sqlState PostgreSQL's code; {@code 02000} where a statement did not find its row, {@code 40000} where a
 *     transaction whose commit was lost is there in part or with values nobody wrote
 */
public record TrafficFailure(Instant at, @Nullable String sqlState, String message, String statement) {

    static TrafficFailure of(SQLException e, String statement) {
        return new TrafficFailure(Instant.now(), e.getSQLState(), String.valueOf(e.getMessage()), statement);
    }
}
