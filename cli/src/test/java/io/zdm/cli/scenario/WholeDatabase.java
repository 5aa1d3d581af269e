package io.zdm.cli.scenario;

import io.zdm.engine.catalog.Identifier;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything in a database that is not the engine's own: what the catalog says of it, and its rows. Looks from one session,
 * in which its questions are planned once.
 */
public final class WholeDatabase implements AutoCloseable {

    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'zdm')
            AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2
            """;

    private final Connection connection;

    public WholeDatabase(TestDatabase database) throws SQLException {
        this.connection = database.connect();
    }

    /** What the catalog says of everything that is not the engine's own. */
    public Map<String, String> catalog() throws SQLException {
        Map<String, String> catalog = new TreeMap<>();
        for (Relation relation : relations(connection)) {
            CatalogComparer.picture(connection, relation.schema(), relation.name())
                    .forEach((key, value) -> catalog.put(relation + " " + key, value));
        }
        return catalog;
    }

    /**
     * Every row of every table, columns in the order of their names, so that their position does not matter; and how far
     * each sequence has come.
     */
    public List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (Relation relation : relations(connection)) {
            switch (relation.kind()) {
                case "r" -> rows(connection, relation).forEach(row -> rows.add(relation + " " + row));
                case "S" -> rows.add(relation + " " + position(connection, relation));
                default -> {}
            }
        }
        return rows;
    }

    /** What bears the engine's name. */
    public List<String> traces() throws SQLException {
        return CatalogComparer.foreignTraces(connection);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Relation(String schema, String name, String kind) {

        @Override
        public String toString() {
            return Identifier.qualified(schema, name);
        }
    }

    private static List<Relation> relations(Connection connection) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.add(new Relation(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return relations;
    }

    private static List<String> rows(Connection connection, Relation relation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String columns = first(
                            statement,
                            "SELECT string_agg(format('%L, ' || CASE typname WHEN 'bytea' THEN 'encode(%I, ''hex'')' ELSE '%I::text' END,"
                                    + " attname, attname), ', ' ORDER BY attname COLLATE \"C\")"
                                    + " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE attrelid = "
                                    + Identifier.literal(relation.toString())
                                    + "::regclass AND attnum > 0 AND NOT attisdropped")
                    .get(0);
            return first(
                    statement,
                    "SELECT jsonb_build_object(" + columns + ")::text AS line FROM ONLY " + relation
                            + " ORDER BY line");
        }
    }

    private static String position(Connection connection, Relation sequence) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return first(statement, "SELECT format('at %s, called %s', last_value, is_called) FROM " + sequence)
                    .get(0);
        }
    }

    private static List<String> first(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
