package io.zdm.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says whether two tables are the same to everybody who looks: the picture of a table is everything the catalog says of
 * it, without OIDs and without column positions. Made for two databases that ran the same DDL, one of them changed by
 * {@code ALTER TABLE}: names are compared as they are.
 *
 * <p>Not compared: security labels, for which a server needs a provider's library.
 *
 * <p>Works on PostgreSQL 14 to 18. A superuser's connection sees most.
 */
public final class CatalogComparer {

    private static final String PREPARED = "catalog_picture";

    private CatalogComparer() {}

    /**
     * Everything a user can see of a table (or a view, or a sequence) and of the views above it: key {@code "<kind> <name>: <aspect>"}, value as PostgreSQL deparses it under
     * an empty search path. Privileges are spelled out, so that an absent list equals the default one. What an object
     * does not have (a comment, a default) has no key.
     */
    public static Map<String, String> picture(Connection connection, String schema, String table) throws SQLException {
        String path = one(connection, "SELECT current_setting('search_path')");
        String planning = one(connection, "SELECT current_setting('plan_cache_mode')");
        one(connection, "SELECT set_config('search_path', '', false)");
        one(connection, "SELECT set_config('plan_cache_mode', 'force_generic_plan', false)");
        try {
            String oid = one(connection, """
                    SELECT c.oid::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relname = ?
                    """, schema, table);
            // The map's order is the objects' and aspects' names': two pictures can be laid side by side.
            Map<String, String> picture = new TreeMap<>();
            read(connection, oid, "", picture);
            for (Map.Entry<String, String> view : viewsAbove(connection, oid).entrySet()) {
                read(connection, view.getKey(), "view " + view.getValue(), picture);
            }
            return new LinkedHashMap<>(picture);
        } finally {
            one(connection, "SELECT set_config('plan_cache_mode', ?, false)", planning);
            one(connection, "SELECT set_config('search_path', ?, false)", path);
        }
    }

    /** What differs, one line each; empty if nothing does. */
    public static List<String> compare(Map<String, String> expected, Map<String, String> actual) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            String wanted = expected.getOrDefault(key, "(none)");
            String found = actual.getOrDefault(key, "(none)");
            if (!wanted.equals(found)) {
                differences.add("%s%n  expected %s%n  found    %s".formatted(key, wanted, found));
            }
        }
        return differences;
    }

    /**
     * Everything in this database, outside the schema {@code zdm}, that bears the engine's name or depends on something
     * in its schema. Empty when the engine has cleaned up after itself.
     */
    public static List<String> foreignTraces(Connection connection) throws SQLException {
        List<String> traces = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ForeignTraces.QUERY);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                traces.add(rows.getString(1));
            }
        }
        return traces;
    }

    private static Map<String, String> viewsAbove(Connection connection, String oid) throws SQLException {
        Map<String, String> views = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(about(oid, CatalogReaders.VIEWS_ABOVE));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                views.put(rows.getString(1), rows.getString(2));
            }
        }
        return views;
    }

    /** @param whose what stands before each key; empty for the table itself */
    private static void read(Connection connection, String oid, String whose, Map<String, String> into)
            throws SQLException {
        prepare(connection);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXECUTE " + PREPARED + "(" + oid + ")")) {
            while (rows.next()) {
                String value = rows.getString(3);
                if (value != null && !value.isEmpty()) {
                    String part = (whose + " " + rows.getString(1)).strip();
                    into.put((part.isEmpty() ? "table" : part) + ": " + rows.getString(2), value);
                }
            }
        }
    }

    /** Once in a session: planning it takes far longer than answering it. */
    private static void prepare(Connection connection) throws SQLException {
        if (one(connection, "SELECT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE name = ?)", PREPARED)
                .equals("t")) {
            return;
        }
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String query = Stream.of(CatalogAspects.QUERIES, CatalogDependents.QUERIES, CatalogReaders.queries(major))
                .flatMap(List::stream)
                .collect(Collectors.joining(") UNION ALL (", "(", ")"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PREPARE " + PREPARED + " (oid) AS " + query.replace("$T", "$1"));
        }
    }

    private static String about(String oid, String query) {
        return query.replace("$T", oid + "::oid");
    }

    private static String one(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("No such table: " + String.join(".", arguments));
                }
                return rows.getString(1);
            }
        }
    }
}
