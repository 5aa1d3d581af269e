package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.jobs.sql.SqlKind;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The script of statements that nobody can ask the catalog about: each takes effect once, wherever it was cut off. */
@ExtendWith(PostgresExtension.class)
class SqlScriptPostgresTest {

    private static final String ACK = "-- migration-unsafe-ack: one row\n\n";
    private static final String SQL = "UPDATE t SET n = n + 1; CREATE INDEX CONCURRENTLY t_n ON t (n);"
            + " UPDATE t SET n = n + 10; UPDATE t SET n = n + 100";

    private final TestDatabase database;

    SqlScriptPostgresTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void create() {
        database.execute("CREATE TABLE t (id int PRIMARY KEY, n int)", "INSERT INTO t VALUES (1, 0)");
    }

    private List<ScriptLine> script(String sql) throws SQLException {
        SqlKind kind = new SqlKind();
        SchemaChange change = kind.read("t", Map.of("sql", ACK + sql, "undo", "UPDATE t SET n = -n"));
        long number = ScriptNumber.of(change, kind);
        try (Connection connection = Plans.open(database)) {
            MigrationPlan plan = new Planner(
                            new Database(new SingleConnectionDataSource(connection, true)), Reporter.SILENT)
                    .plan(change, kind, number, Set.of());
            return new PsqlScript(new PlanView(plan, number, "here")).lines();
        }
    }

    private void run(List<ScriptLine> lines, String... variables) throws SQLException {
        try (Connection connection = Plans.open(database)) {
            ScriptRun.whole(connection, lines, variables);
        }
    }

    private String n() {
        return String.valueOf(database.queryOne("SELECT n FROM t"));
    }

    @Test
    void eachStatementOnceWhereverItDied() throws SQLException {
        List<ScriptLine> script = script(SQL);
        for (int most = 1; ; most++) {
            try (Connection connection = Plans.open(database)) {
                if (ScriptRun.upTo(most, connection, script)) {
                    assertThat(most).isGreaterThan(25);
                    break;
                }
            }
        }
        assertThat(n()).isEqualTo("111");
        run(script);
        assertThat(n()).isEqualTo("111");
    }

    @Test
    void goesBackOnceAndOnlyWhereItWasBegun() throws SQLException {
        List<ScriptLine> script = script(SQL);
        run(script, PsqlScript.ROLLBACK);
        assertThat(n()).isEqualTo("0");
        run(script);
        run(script, PsqlScript.ROLLBACK);
        run(script, PsqlScript.ROLLBACK);
        assertThat(n()).isEqualTo("-111");
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void twoScriptsOfOneTableHaveNotesOfTheirOwn() throws SQLException {
        List<ScriptLine> first = script(SQL);
        List<ScriptLine> other = script("UPDATE t SET n = n + 1000");
        run(first);
        run(other);
        run(other, PsqlScript.ROLLBACK);
        assertThat(n()).isEqualTo("-1111");
        run(script("UPDATE t SET n = n + 1000"));
        assertThat(n()).isEqualTo("-111");
        run(first);
        assertThat(n()).isEqualTo("-111");
    }
}
