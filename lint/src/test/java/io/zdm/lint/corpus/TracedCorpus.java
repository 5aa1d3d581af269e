package io.zdm.lint.corpus;

import io.zdm.lint.trace.Seen;
import io.zdm.lint.trace.Tracer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Runs examples, each in a database that was made from the same schema. */
final class TracedCorpus implements AutoCloseable {

    private final TestServer server;
    private final TestDatabase template;
    private final String copy;

    TracedCorpus(int major, Corpus corpus) {
        this.server = TestServer.quick(major);
        this.template = server.createDatabase();
        this.copy = template.name() + "_copy";
        try {
            makeTablespace();
            List<Tracer.Refused> refused = new Tracer(() -> open(template.name()), false).prepare(corpus.schemaFile());
            if (!refused.isEmpty()) {
                throw new IllegalStateException(refused.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeTablespace() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT FROM pg_tablespace WHERE spcname = 'fast'")) {
            if (found.next()) {
                return;
            }
        }
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SET allow_in_place_tablespaces = on");
            statement.execute("CREATE TABLESPACE fast LOCATION ''");
        }
    }

    List<Seen> trace(Example example) {
        try {
            admin("DROP DATABASE IF EXISTS " + copy + " WITH (FORCE)");
            admin("CREATE DATABASE " + copy + " TEMPLATE " + template.name());
            return new Tracer(() -> open(copy), false)
                    .trace(List.of(example.file()))
                    .all();
        } catch (SQLException e) {
            throw new IllegalStateException(example.id(), e);
        }
    }

    private Connection open(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(server.jdbcUrl(database), properties);
    }

    private void admin(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try {
            admin("DROP DATABASE IF EXISTS " + copy + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        template.close();
    }
}
