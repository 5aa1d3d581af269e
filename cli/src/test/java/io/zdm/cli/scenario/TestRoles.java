package io.zdm.cli.scenario;

import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The owner of a test's tables, who is no superuser, as is the engine's session; others, to own and to read things. */
public final class TestRoles {

    public static final String OWNER = "scenario_owner";
    static final String OTHER_OWNER = "scenario_other_owner";
    static final List<String> GRANTEES = List.of("scenario_reader", "\"Scenario Writer\"");

    private TestRoles() {}

    public static void create(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN");
            statement.execute("CREATE ROLE " + OTHER_OWNER);
            statement.execute("GRANT " + OTHER_OWNER + " TO " + OWNER);
            for (String grantee : GRANTEES) {
                statement.execute("CREATE ROLE " + grantee);
            }
        }
    }

    public static void drop(TestServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String grantee : GRANTEES) {
                statement.execute("DROP ROLE " + grantee);
            }
            statement.execute("DROP ROLE " + OTHER_OWNER);
            statement.execute("DROP ROLE " + OWNER);
        }
    }
}
