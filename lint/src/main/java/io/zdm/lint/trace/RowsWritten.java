package io.zdm.lint.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows of each table the open transaction has written so far: PostgreSQL counts them for itself.
 *
 * @param updated by the table's oid
 * @param deleted by the table's oid
 */
record RowsWritten(Map<Long, Long> updated, Map<Long, Long> deleted) {

    static final RowsWritten NONE = new RowsWritten(Map.of(), Map.of());

    static RowsWritten of(Connection session) throws SQLException {
        Map<Long, Long> updated = new HashMap<>();
        Map<Long, Long> deleted = new HashMap<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relid::bigint, n_tup_upd, n_tup_del"
                        + " FROM pg_catalog.pg_stat_xact_user_tables WHERE n_tup_upd > 0 OR n_tup_del > 0")) {
            while (rows.next()) {
                updated.put(rows.getLong(1), rows.getLong(2));
                deleted.put(rows.getLong(1), rows.getLong(3));
            }
        }
        return new RowsWritten(updated, deleted);
    }

    long updatedSince(RowsWritten before, long table) {
        return updated.getOrDefault(table, 0L) - before.updated.getOrDefault(table, 0L);
    }

    long deletedSince(RowsWritten before, long table) {
        return deleted.getOrDefault(table, 0L) - before.deleted.getOrDefault(table, 0L);
    }
}
