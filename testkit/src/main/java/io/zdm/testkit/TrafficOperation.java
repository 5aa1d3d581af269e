package io.zdm.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement of the application on one row.
 *
 * @param before what the row was before, by the journal
 * @param after what it is once committed
 */
record TrafficOperation(String key, String sql, List<String> names, Journal.Row before, Journal.Row after) {

    private static final Pattern NAME = Pattern.compile("(?<!:):(key|value)\\b");

    static TrafficOperation insert(TrackedTable table, String key, @Nullable String value) {
        return of(key, table.insert(), Journal.Row.DELETED, new Journal.Row(true, value));
    }

    static TrafficOperation trackedUpdate(TrackedTable table, String key, Journal.Row before, @Nullable String value) {
        String sql = "UPDATE %s SET %s = :value WHERE %s = :key".formatted(table.table(), table.tracked(), table.key());
        return of(key, sql, before, new Journal.Row(true, value));
    }

    static TrafficOperation otherUpdate(TrackedTable table, String key, Journal.Row before) {
        String sql = "UPDATE %s SET %s WHERE %s = :key".formatted(table.table(), table.otherUpdate(), table.key());
        return of(key, sql, before, before);
    }

    static TrafficOperation delete(TrackedTable table, String key, Journal.Row before) {
        String sql = "DELETE FROM %s WHERE %s = :key".formatted(table.table(), table.key());
        return of(key, sql, before, Journal.Row.DELETED);
    }

    private static TrafficOperation of(String key, String sql, Journal.Row before, Journal.Row after) {
        List<String> names =
                NAME.matcher(sql).results().map(found -> found.group(1)).toList();
        Matcher parameters = NAME.matcher(sql);
        return new TrafficOperation(key, parameters.replaceAll("?"), names, before, after);
    }

    /** Runs the statement, which must hit its one row. */
    void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.size(); i++) {
                String value = names.get(i).equals("key") ? key : after.value();
                // OTHER leaves the parameter's type to the server, which takes the column's, whatever it is by now.
                statement.setObject(i + 1, value, Types.OTHER);
            }
            int rows = statement.executeUpdate();
            if (rows != 1) {
                throw new SQLException("Expected one row with key " + key + ", found " + rows, "02000");
            }
        }
    }
}
