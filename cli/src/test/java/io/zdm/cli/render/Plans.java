package io.zdm.cli.render;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.changecolumntype.ChangeColumnTypeKind;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Plans of real tables. */
public final class Plans {

    public static final String RICH_TABLE = "io/zdm/cli/render/rich-table.sql";
    public static final String RICH_NAME = "app.\"Task's `log`\"";

    private Plans() {}

    /** The change of the rich table's column. */
    public static MigrationPlan rich(TestDatabase database, long number) throws SQLException {
        return plan(
                database,
                RICH_NAME,
                number,
                Map.of(
                        "column",
                        "\"the: word\"",
                        "to",
                        "varchar(250)",
                        "using",
                        "left(\"the: word\", 250)",
                        "reverseUsing",
                        "\"the: word\""));
    }

    public static MigrationPlan plan(TestDatabase database, String table, long number, Map<String, Object> column)
            throws SQLException {
        ChangeColumnTypeKind kind = new ChangeColumnTypeKind();
        SchemaChange change = kind.read(table, Map.of("columns", List.of(column)));
        try (Connection connection = open(database)) {
            return new Planner(new Database(new SingleConnectionDataSource(connection, true)), Reporter.SILENT)
                    .plan(change, kind, number, Set.of());
        }
    }

    /** A connection as the engine's. */
    public static Connection open(TestDatabase database) throws SQLException {
        return Sessions.open(new Target(
                database.host(),
                database.port(),
                database.name(),
                database.jdbcUrl(),
                database.user(),
                null,
                Map.of(),
                false));
    }
}
