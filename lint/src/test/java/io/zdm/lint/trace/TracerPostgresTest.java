package io.zdm.lint.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.lint.AlembicSources;
import io.zdm.lint.Finding;
import io.zdm.lint.LintOptions;
import io.zdm.lint.LintReport;
import io.zdm.lint.Linter;
import io.zdm.lint.source.SourceFile;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a trace sees of statements, of transactions and of failures. */
class TracerPostgresTest {

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestServer.quick().createDatabase();
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT g, g FROM generate_series(1, 20) g",
                "CREATE TABLE p (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE e (id int)",
                "CREATE PROCEDURE grow() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE t ADD c int; COMMIT; ALTER TABLE t"
                        + " ALTER c TYPE text; END $$");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }

    private List<Seen> trace(String sql, boolean oneTransaction) throws SQLException {
        return new Tracer(this::open, oneTransaction)
                .trace(List.of(new SourceFile("V1.sql", sql)))
                .all();
    }

    private LintReport lint(String sql) throws SQLException {
        List<SourceFile> files = List.of(new SourceFile("V1.sql", sql));
        Trace trace = new Tracer(this::open, false).trace(files);
        return new Linter(LintOptions.defaults()).lint(files, trace, AlembicSources.NONE);
    }

    @Test
    void copyBlocksProceduresAndWhatWantsNoTransactionRun() throws SQLException {
        List<Seen> seen = trace("""
                COPY e FROM stdin;
                1
                2
                \\.
                DO $$ BEGIN PERFORM 1; COMMIT; END $$;
                CALL grow();
                CREATE INDEX CONCURRENTLY t_v ON t (v);
                VACUUM FULL t;
                ALTER SYSTEM SET work_mem = '5MB';
                """, false);

        assertThat(seen).extracting(Seen::error).containsOnlyNulls();
        assertThat(database.queryOne("SELECT count(*) FROM e")).isEqualTo("2");
        assertThat(seen.get(2).work()).contains("wrote t");
        assertThat(seen.get(3).locks().toString()).contains("SHARE UPDATE EXCLUSIVE");
        assertThat(seen.get(3).blocks()).isFalse();
        assertThat(seen.get(4).locks().toString()).contains("object=t, mode=ACCESS EXCLUSIVE");
        assertThat(seen.get(4).blocks()).isTrue();
        database.execute("ALTER SYSTEM RESET work_mem");
    }

    @Test
    void aStatementThatFailsDoesNotEndTheTransactionOfTheOthers() throws SQLException {
        List<Seen> seen = trace("""
                BEGIN;
                ALTER TABLE t ADD a int;
                SELECT * FROM nowhere;
                SAVEPOINT s;
                ALTER TABLE t ADD b int;
                ROLLBACK TO s;
                COMMIT;
                SELECT a FROM t;
                SELECT b FROM t;
                """, false);

        assertThat(seen)
                .extracting(each -> each.error() == null)
                .containsExactly(true, true, false, true, true, true, true, true, false);
    }

    @Test
    void aLockOfAnEarlierStatementCountsInItsTransactionAlone() throws SQLException {
        String sql = "ALTER TABLE t ADD CHECK (id > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT t_id_check";

        assertThat(trace(sql, true).get(1).blocks()).isTrue();
        database.execute("ALTER TABLE t DROP CONSTRAINT t_id_check");
        assertThat(trace(sql, false).get(1).blocks()).isFalse();
    }

    @Test
    void findingsAreNotClearedWhereTheTraceCannotKnow() throws SQLException {
        LintReport report = lint("""
                CREATE INDEX p_id ON p (id);
                UPDATE e SET id = 1;
                CREATE INDEX IF NOT EXISTS t_pkey ON t (v);
                ALTER TABLE t ALTER id SET NOT NULL;
                """);

        assertThat(report.findings())
                .filteredOn(
                        finding -> finding.traced() != null && finding.traced().startsWith("not decided"))
                .extracting(Finding::rule)
                .containsExactly("index-not-concurrent", "update-without-where", "index-not-concurrent");
        assertThat(report.cleared()).extracting(Finding::rule).containsExactly("set-not-null");
    }

    @Test
    void whatASmallTableSuffersIsNotAdded() throws SQLException {
        List<SourceFile> files = List.of(
                new SourceFile("V1.sql", "DO $$ BEGIN EXECUTE 'ALTER TABLE t ' || 'ALTER id TYPE bigint'; END $$"));
        Trace trace = new Tracer(this::open, false).trace(files);
        LintOptions small = new LintOptions(17, Map.of(), Set.of("t"), false);

        assertThat(new Linter(LintOptions.defaults())
                        .lint(files, trace, AlembicSources.NONE)
                        .findings())
                .extracting(Finding::rule)
                .containsExactly("traced-block");
        assertThat(new Linter(small).lint(files, trace, AlembicSources.NONE).findings())
                .isEmpty();
    }

    @Test
    void whatIsGoneIsNamed() throws SQLException {
        List<Seen> seen = trace("""
                ALTER TABLE t RENAME COLUMN v TO w;
                TRUNCATE t;
                DROP TABLE e;
                CREATE TABLE fresh (a int);
                DROP TABLE fresh;
                """, false);

        assertThat(seen)
                .extracting(Seen::gone)
                .containsExactly(List.of("column t.v"), List.of("rows of t"), List.of("table e"), List.of(), List.of());
    }

    @Test
    void aSettingOfTheFileDoesNotHideWhatTheServerSays() throws SQLException {
        assertThat(trace(
                                "SET client_min_messages = error; SET search_path = ''; ALTER TABLE public.t ALTER v SET NOT NULL",
                                false)
                        .get(2)
                        .work())
                .containsExactly("read t");
    }
}
