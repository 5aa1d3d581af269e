package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script of several changes. */
@ExtendWith(PostgresExtension.class)
class PlanDocumentPostgresTest {

    private static final String[] TABLES = {
        "CREATE SCHEMA app",
        "CREATE TABLE app.t (id int PRIMARY KEY, a text, b int)",
        "CREATE INDEX t_a ON app.t (a)",
        "CREATE INDEX t_b ON app.t (b) WHERE b > 2",
        "INSERT INTO app.t SELECT g, 'a' || g, g FROM generate_series(1, 50) g"
    };

    @Test
    void makesAllChangesInOrderAndGoesBackInTheOppositeOrder(TestDatabase database, TestDatabase clone)
            throws SQLException {
        database.execute(TABLES);
        clone.execute(TABLES);
        List<ScriptLine> script = document(database).lines();

        run(database, script);
        assertThat(database.queryOne("SELECT pg_typeof(a)::text || ' ' || pg_typeof(b) FROM app.t LIMIT 1"))
                .isEqualTo("character varying bigint");
        database.execute("UPDATE app.t SET a = 'new', b = 77 WHERE id = 7");
        run(database, script, PsqlScript.ROLLBACK);
        clone.execute("UPDATE app.t SET a = 'new', b = 77 WHERE id = 7");
        assertThat(CatalogComparer.compare(picture(clone), picture(database))).isEmpty();
        assertThat(database.queryList("SELECT t::text FROM app.t t ORDER BY id"))
                .isEqualTo(clone.queryList("SELECT t::text FROM app.t t ORDER BY id"));

        run(database, script);
        run(database, script, PsqlScript.CONTRACT);
        clone.execute("ALTER TABLE app.t ALTER a TYPE varchar(40)", "ALTER TABLE app.t ALTER b TYPE bigint");
        assertThat(CatalogComparer.compare(picture(clone), picture(database))).isEmpty();
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void everyFormatHasAllOfThem(TestDatabase database) throws SQLException {
        database.execute(TABLES);
        PlanDocument document = document(database);

        for (PlanFormat format : PlanFormat.values()) {
            assertThat(document.render(format)).contains("f.yaml:1").contains("f.yaml:5");
        }
    }

    private static PlanDocument document(TestDatabase database) throws SQLException {
        List<PlanPart> parts = new ArrayList<>();
        for (Map<String, Object> column : List.<Map<String, Object>>of(
                Map.of("column", "a", "to", "varchar(40)"), Map.of("column", "b", "to", "bigint"))) {
            long number = 900L + parts.size();
            PlanView view = new PlanView(Plans.plan(database, "app.t", number, column), number, "server");
            parts.add(new PlanPart(view, "f.yaml:" + (1 + 4 * parts.size()), null, null));
        }
        return new PlanDocument(parts);
    }

    private static void run(TestDatabase database, List<ScriptLine> script, String... variables) throws SQLException {
        try (Connection connection = database.connect()) {
            ScriptRun.whole(connection, script, variables);
        }
    }

    private static Map<String, String> picture(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return CatalogComparer.picture(connection, "app", "t");
        }
    }
}
