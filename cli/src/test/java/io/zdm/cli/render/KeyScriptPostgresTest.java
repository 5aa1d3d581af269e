package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script of a key that is an identity, that the table is walked by, and that others refer to. */
@ExtendWith(PostgresExtension.class)
class KeyScriptPostgresTest {

    private static final List<String> TABLES = List.of("t", "child");

    private static final List<String> TREE = List.of("t", "t_1", "t_2", "t_2_0", "child", "parted", "parted_1");

    private static final String CREATE_TREE = """
            CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, n int, v text, PRIMARY KEY (id, n)) PARTITION BY RANGE (n);
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (300);
            CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (300) TO (2000) PARTITION BY HASH (n);
            CREATE TABLE t_2_0 PARTITION OF t_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            INSERT INTO t (n, v) SELECT g, 'v' FROM generate_series(1, 1000) g;
            ALTER TABLE t ADD CONSTRAINT itself FOREIGN KEY (id, n) REFERENCES t;
            CREATE TABLE child (t int, n int, CONSTRAINT child_t FOREIGN KEY (t, n) REFERENCES t ON DELETE CASCADE);
            INSERT INTO child SELECT g, g FROM generate_series(1, 1000, 10) g;
            CREATE TABLE parted (t int, n int, CONSTRAINT parted_t FOREIGN KEY (t, n) REFERENCES t) PARTITION BY LIST (n);
            CREATE TABLE parted_1 PARTITION OF parted DEFAULT;
            INSERT INTO parted SELECT g, g FROM generate_series(1, 1000, 10) g;
            """;

    private static final String CREATE = """
            CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES t, v text);
            CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE);
            INSERT INTO t (parent, v) SELECT nullif(g - 1, 0), 'v' FROM generate_series(1, 25000) g;
            INSERT INTO child SELECT g, g FROM generate_series(1, 25000, 100) g;
            """;

    @Test
    void makesWhatAlterTableWouldHaveMadeWhereverItDied(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = script(database, CREATE);
        clone.execute(CREATE, "ALTER TABLE t ALTER id TYPE bigint");

        int runs = 1;
        while (!completes(database, runs, script, PsqlScript.CONTRACT)) {
            runs += 3;
        }

        assertSame(TABLES, database, clone);
        assertThat(database.queryOne("INSERT INTO t (v) VALUES ('next') RETURNING id"))
                .isEqualTo("25001");
    }

    @Test
    void goesBackFromWhereverItDied(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = script(database, CREATE);
        clone.execute(CREATE);

        assertThat(completes(database, Integer.MAX_VALUE - 1, script)).isTrue();
        assertThat(database.queryOne("INSERT INTO t (v) VALUES ('next') RETURNING id"))
                .isEqualTo("25001");
        int runs = 1;
        while (!completes(database, runs, script, PsqlScript.ROLLBACK)) {
            runs += 3;
        }

        assertSame(TABLES, database, clone);
        assertThat(database.queryOne("INSERT INTO t (v) VALUES ('next') RETURNING id"))
                .isEqualTo("25002");
    }

    @Test
    void thatOfAPartitionedTableGoesBackAndThere(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = script(database, CREATE_TREE);
        clone.execute(CREATE_TREE);

        assertThat(completes(database, Integer.MAX_VALUE - 1, script)).isTrue();
        int runs = 1;
        while (!completes(database, runs, script, PsqlScript.ROLLBACK)) {
            runs += 5;
        }
        assertSame(TREE, database, clone);

        runs = 1;
        while (!completes(database, runs, script, PsqlScript.CONTRACT)) {
            runs += 5;
        }
        clone.execute("ALTER TABLE t ALTER id TYPE bigint");
        assertSame(TREE, database, clone);
        assertThat(database.queryOne("INSERT INTO t (n, v) VALUES (7, 'next') RETURNING id"))
                .isEqualTo("1001");
    }

    private static List<ScriptLine> script(TestDatabase database, String create) throws SQLException {
        database.execute(create);
        MigrationPlan plan = Plans.plan(database, "t", 5, Map.of("column", "id", "to", "bigint"));
        assertThat(plan.problems()).isEmpty();
        return new PsqlScript(new PlanView(plan, 5, "here")).lines();
    }

    private static boolean completes(TestDatabase database, int most, List<ScriptLine> script, String... variables)
            throws SQLException {
        try (Connection connection = database.connect()) {
            return ScriptRun.upTo(most, connection, script, variables);
        }
    }

    private static void assertSame(List<String> tables, TestDatabase database, TestDatabase clone) throws SQLException {
        assertThat(CatalogComparer.compare(pictures(tables, clone), pictures(tables, database)))
                .isEmpty();
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    private static Map<String, String> pictures(List<String> tables, TestDatabase database) throws SQLException {
        Map<String, String> pictures = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : tables) {
                CatalogComparer.picture(connection, "public", table)
                        .forEach((key, value) -> pictures.put(table + " " + key, value));
            }
        }
        return pictures;
    }
}
