package io.zdm.cli.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Target;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class PsqlScriptPostgresTest {

    /** More than two chunks. */
    private static final int ROWS = 25_000;

    private static final int FEW_ROWS = 50;

    private static final String WORDS =
            "SELECT md5(string_agg(concat(tenant, id, \"the: word\"), ',' ORDER BY tenant, id)) FROM "
                    + Plans.RICH_NAME;

    @Test
    void makesWhatAlterTableWouldHaveMade(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = richScript(database, ROWS);
        clone.runScript(Plans.RICH_TABLE);
        alter(clone);
        String words = database.queryOne(WORDS);

        run(database, script, PsqlScript.CONTRACT);

        assertThat(CatalogComparer.compare(picture(clone), picture(database))).isEmpty();
        assertThat(database.queryOne(WORDS)).isEqualTo(words);
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
        assertThat(traces(database)).isEmpty();
    }

    /** As a careful person does it: what PostgreSQL would refuse the ALTER for is dropped and made again. */
    private static void alter(TestDatabase clone) {
        clone.execute(
                "DROP VIEW app.above, app.words",
                "DROP POLICY mine ON " + Plans.RICH_NAME,
                "DROP TRIGGER \"it's mine\" ON " + Plans.RICH_NAME,
                "ALTER TABLE " + Plans.RICH_NAME
                        + " ALTER COLUMN \"the: word\" TYPE varchar(250) USING left(\"the: word\", 250)",
                "CREATE TRIGGER \"it's mine\" AFTER UPDATE ON " + Plans.RICH_NAME
                        + " FOR EACH ROW WHEN (OLD.size IS DISTINCT FROM 7 AND NEW.\"the: word\" = OLD.\"the: word\")"
                        + " EXECUTE FUNCTION app.f('it''s')",
                "CREATE VIEW app.words WITH (security_barrier) AS SELECT id, \"the: word\" || ':x' AS word, \"the: word\""
                        + " FROM " + Plans.RICH_NAME,
                "CREATE VIEW app.above AS SELECT word FROM app.words",
                "GRANT SELECT ON app.words TO PUBLIC",
                "COMMENT ON VIEW app.above IS 'what''s `x` \\ {{id}} :y above'",
                "CREATE POLICY mine ON " + Plans.RICH_NAME + " USING (\"the: word\" <> '')");
    }

    @Test
    void goesOnWhereverItDied(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = richScript(database, FEW_ROWS);
        clone.runScript(Plans.RICH_TABLE);
        alter(clone);

        int runs = 1;
        while (!completes(database, runs, script, PsqlScript.CONTRACT)) {
            runs++;
        }

        assertThat(runs).isGreaterThan(30);
        assertThat(CatalogComparer.compare(picture(clone), picture(database))).isEmpty();
        assertThat(traces(database)).isEmpty();
        run(database, script, PsqlScript.CONTRACT);
    }

    /** PostgreSQL waits for itself at times, where it extends a catalog or truncates one, and no attempt follows. */
    @Test
    void bearsAShortLockOnACatalog(TestDatabase database) throws Exception {
        List<ScriptLine> script = richScript(database, FEW_ROWS);

        try (Connection connection = database.connect();
                ShortLock other = new ShortLock(database, "pg_catalog.pg_attribute")) {
            ScriptRun.whole(connection, script, sql -> {
                if (sql.contains("SET STATISTICS 300")) {
                    other.takeUntilSomebodyWaits();
                }
            });
            other.awaitLetGo();
        }
    }

    @Test
    void goesBackFromWhereverItDied(TestDatabase database, TestDatabase clone) throws SQLException {
        List<ScriptLine> script = richScript(database, FEW_ROWS);
        clone.runScript(Plans.RICH_TABLE);
        String words = database.queryOne(WORDS);

        for (int most = 20; !completes(database, most, script); most += 17) {
            run(database, script, PsqlScript.ROLLBACK);
            assertThat(CatalogComparer.compare(picture(clone), picture(database)))
                    .isEmpty();
        }
        database.execute("UPDATE " + Plans.RICH_NAME + " SET \"the: word\" = 'kind 3' WHERE id = 'id 1'");
        int runs = 20;
        while (!completes(database, runs, script, PsqlScript.ROLLBACK)) {
            runs += 4;
        }

        assertThat(CatalogComparer.compare(picture(clone), picture(database))).isEmpty();
        assertThat(database.queryOne("SELECT \"the: word\" FROM " + Plans.RICH_NAME + " WHERE id = 'id 1'"))
                .isEqualTo("kind 3");
        database.execute("UPDATE " + Plans.RICH_NAME + " SET \"the: word\" = 'kind 1' WHERE id = 'id 1'");
        assertThat(database.queryOne(WORDS)).isEqualTo(words);
        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void doesNotSwapWithoutItsTrigger(TestDatabase database) throws SQLException {
        List<ScriptLine> script = richScript(database, FEW_ROWS);
        List<ScriptLine> withoutTrigger = after(script, "rows compared", """
                ALTER TABLE app."Task's `log`" DISABLE TRIGGER zzz_zdm_sync_77_update""");

        assertThatThrownBy(() -> run(database, withoutTrigger))
                .hasMessageContaining("a trigger that keeps the rows in step");
        assertThat(type(database)).isEqualTo("text");
    }

    @Test
    void doesNotSwapARowThatDiffers(TestDatabase database) throws SQLException {
        List<ScriptLine> script = richScript(database, ROWS);
        List<ScriptLine> sabotaged = after(script, "chunks, % rows filled", """
                DO $$ BEGIN
                PERFORM set_config('zdm.chunk', 'on', true);
                UPDATE app."Task's `log`" SET "the: word__zdm_new" = 'kind 9' WHERE id IN ('id 5', 'id 24995');
                END $$""");

        assertThatThrownBy(() -> run(database, sabotaged))
                .hasMessageContaining("2 of 25000 rows")
                .hasMessageContaining("(first keys: ");
        assertThat(type(database)).isEqualTo("text");

        run(database, script);
        assertThat(type(database)).isEqualTo("character varying(250)");
    }

    @Test
    void stopsWhereTheCatalogHasDrifted(TestDatabase database) throws SQLException {
        List<ScriptLine> script = richScript(database, FEW_ROWS);
        database.execute("CREATE INDEX late ON " + Plans.RICH_NAME + " (upper(\"the: word\"))");

        assertThatThrownBy(() -> run(database, script)).hasMessageContaining("New or changed: index CREATE INDEX late");
        assertThat(traces(database)).isEmpty();
    }

    @Test
    void doesNotDropWhatWasPutOnTheOldColumn(TestDatabase database) throws SQLException {
        List<ScriptLine> script = richScript(database, FEW_ROWS);
        run(database, script);
        database.execute("CREATE INDEX late ON " + Plans.RICH_NAME + " (upper(\"the: word__zdm_old\"))");

        assertThatThrownBy(() -> run(database, script, PsqlScript.CONTRACT)).hasMessageContaining("index app.late");
    }

    @Test
    void changesMetadataAlone(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, word varchar(20))", "INSERT INTO t VALUES (1, 'a')");
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "word", "to", "text"));
        assertThat(plan.path()).isEqualTo(MigrationPlan.Path.METADATA_ONLY);
        List<ScriptLine> script = new PsqlScript(new PlanView(plan, 1, "here")).lines();

        run(database, script);
        run(database, script);

        assertThat(database.queryOne("SELECT data_type FROM information_schema.columns WHERE column_name = 'word'"
                        + " AND table_name = 't'"))
                .isEqualTo("text");
        assertThat(database.queryOne("SELECT count(*) FROM pg_stats WHERE attname = 'word' AND tablename = 't'"))
                .isEqualTo("1");
    }

    @Test
    void walksATableWithoutAKeyByItsBlocks(TestDatabase database) throws SQLException {
        database.execute(
                "CREATE TABLE t (id int, n int)",
                "INSERT INTO t SELECT g, g % 1000 FROM generate_series(1, 70000) g",
                "ANALYZE t");
        assertThat(Long.parseLong(String.valueOf(
                        database.queryOne("SELECT pg_relation_size('t') / current_setting('block_size')::int"))))
                .as("blocks: more than two chunks")
                .isGreaterThan(300);
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "n", "to", "bigint"));

        run(database, new PsqlScript(new PlanView(plan, 1, "here")).lines(), PsqlScript.CONTRACT);

        assertThat(database.queryOne(
                        "SELECT count(*) FILTER (WHERE n = id % 1000) || ' ' || max(pg_typeof(n)::text) FROM t"))
                .isEqualTo("70000 bigint");
        assertThat(traces(database)).isEmpty();
    }

    @Test
    void doesNotSwapATableWithoutAKeyThatWasRewritten(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (id int, n int)", "INSERT INTO t SELECT g, g FROM generate_series(1, 50) g");
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "n", "to", "bigint"));
        List<ScriptLine> script = new PsqlScript(new PlanView(plan, 1, "here")).lines();

        assertThatThrownBy(() -> run(database, after(script, "rows compared", "VACUUM FULL public.t")))
                .hasMessageContaining("a table without a key was rewritten");
        run(database, script);
        assertThat(database.queryOne("SELECT max(pg_typeof(n)::text) FROM t")).isEqualTo("bigint");
    }

    @Test
    void walksAgainWhileThatMakesRowsThatAreLeftFewer(TestDatabase database, @TempDir Path directory)
            throws IOException, SQLException {
        database.execute(
                "CREATE SEQUENCE calls",
                "CREATE FUNCTION fifth() RETURNS bigint LANGUAGE sql VOLATILE AS"
                        + " $$ SELECT nullif(nextval('public.calls') % 5, 0) $$",
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t SELECT g FROM generate_series(1, 100) g");
        Path file = directory.resolve("change.yaml");
        Files.writeString(file, """
                change: addColumn
                table: t
                column: n
                type: bigint
                default: fifth()
                """);

        ByHand.of(
                        new Target(
                                database.host(),
                                database.port(),
                                database.name(),
                                "jdbc:postgresql://%s:%d/%s"
                                        .formatted(database.host(), database.port(), database.name()),
                                database.user(),
                                null,
                                Map.of(),
                                false),
                        file)
                .run();

        assertThat(database.queryOne("SELECT count(*) FROM t WHERE n IS NULL")).isEqualTo("0");
    }

    @Test
    void changesAPartitionedTable(TestDatabase database, TestDatabase clone) throws SQLException {
        String[] tables = {
            "CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL, UNIQUE (id, n)) PARTITION BY RANGE (id)",
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (20000) PARTITION BY HASH (id)",
            "CREATE TABLE t_1_0 PARTITION OF t_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
            "CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (20000) TO (50000)",
            "CREATE INDEX ON t (n)",
            "INSERT INTO t SELECT g, g % 1000 FROM generate_series(1, 25000) g",
        };
        database.execute(tables);
        clone.execute(tables);
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "n", "to", "bigint"));
        List<ScriptLine> script = new PsqlScript(new PlanView(plan, 1, "here")).lines();

        run(database, script);
        run(database, script, PsqlScript.ROLLBACK);
        assertSameMembers(clone, database);
        run(database, script, PsqlScript.CONTRACT);

        clone.execute("ALTER TABLE t ALTER n TYPE bigint");
        assertSameMembers(clone, database);
        assertThat(database.queryOne("SELECT count(*) FILTER (WHERE n = id % 1000) FROM t"))
                .isEqualTo("25000");
        assertThat(traces(database)).isEmpty();
    }

    private static void assertSameMembers(TestDatabase expected, TestDatabase actual) throws SQLException {
        try (Connection one = expected.connect();
                Connection other = actual.connect()) {
            for (String table : List.of("t", "t_1", "t_1_0", "t_2")) {
                assertThat(CatalogComparer.compare(
                                CatalogComparer.picture(one, "public", table),
                                CatalogComparer.picture(other, "public", table)))
                        .isEmpty();
            }
        }
    }

    @Test
    void refusesWhatThePlanRefuses(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, g bigint GENERATED ALWAYS AS (id * 2) STORED)");
        MigrationPlan plan = Plans.plan(database, "t", 1, Map.of("column", "g", "to", "integer"));

        assertThatThrownBy(() -> run(database, new PsqlScript(new PlanView(plan, 1, "here")).lines()))
                .hasMessageContaining("This change is refused: public.t.g");
    }

    /** The rich table with rows, and its script. */
    private static List<ScriptLine> richScript(TestDatabase database, int rows) throws SQLException {
        database.runScript(Plans.RICH_TABLE);
        database.execute("""
                INSERT INTO app."Task's `log`" (tenant, id, "the: word", size)
                SELECT g %% 7, 'id ' || g, 'kind ' || g %% 10, g FROM generate_series(1, %d) g""".formatted(rows));
        MigrationPlan plan = Plans.rich(database, 77);
        assertThat(plan.problems()).isEmpty();
        return new PsqlScript(new PlanView(plan, 77, "here")).lines();
    }

    private static void run(TestDatabase database, List<ScriptLine> script, String... variables) throws SQLException {
        try (Connection connection = database.connect()) {
            ScriptRun.whole(connection, script, variables);
        }
    }

    /** Whether the script came to its end before it died. */
    private static boolean completes(TestDatabase database, int most, List<ScriptLine> script, String... variables)
            throws SQLException {
        try (Connection connection = database.connect()) {
            return ScriptRun.upTo(most, connection, script, variables);
        }
    }

    /** The script with one more statement after the first one that contains a text. */
    private static List<ScriptLine> after(List<ScriptLine> script, String text, String statement) {
        List<ScriptLine> lines = new ArrayList<>();
        for (ScriptLine line : script) {
            if (line instanceof ScriptLine.WhereSet set) {
                lines.add(new ScriptLine.WhereSet(set.variable(), set.then(), after(set.otherwise(), text, statement)));
            } else if (line instanceof ScriptLine.Unless unless) {
                lines.add(new ScriptLine.Unless(
                        unless.question(), unless.otherwise(), after(unless.lines(), text, statement)));
            } else {
                lines.add(line);
                if (line instanceof ScriptLine.Sql sql && sql.statement().contains(text)) {
                    lines.add(new ScriptLine.Sql(statement));
                }
            }
        }
        return lines;
    }

    private static Map<String, String> picture(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return CatalogComparer.picture(connection, "app", "Task's `log`");
        }
    }

    private static List<String> traces(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return CatalogComparer.foreignTraces(connection);
        }
    }

    private static String type(TestDatabase database) {
        return String.valueOf(database.queryOne("""
                SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid = 'app."Task''s `log`"'::regclass AND attname = 'the: word'"""));
    }
}
