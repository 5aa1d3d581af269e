package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Under which timeouts and locks each sort of statement runs, as the server sees it: a function that is called by the
 * statement itself, for a check or an index, writes them down. The role has timeouts of its own, which never hold.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class StatementTimeoutsTest {

    private final TestDatabase database;
    private final Zdm zdm;

    StatementTimeoutsTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database).as(Written.owner(database));
    }

    @BeforeEach
    void create() {
        Written.createOwner(database);
        String owner = Written.owner(database);
        Written.create(database, owner);
        database.execute(
                "ALTER ROLE " + owner + " SET idle_in_transaction_session_timeout = '123s'",
                "CREATE TABLE app.few (id int PRIMARY KEY, a int)",
                "INSERT INTO app.few VALUES (1, 1)",
                "CREATE TABLE app.seen (what text, timeouts text, locks text)",
                """
                CREATE FUNCTION app.see(what text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO app.seen SELECT what, concat_ws(' ', 'lock', current_setting('lock_timeout'), 'statement',
                        current_setting('statement_timeout'), 'idle', current_setting('idle_in_transaction_session_timeout')),
                        (SELECT string_agg(mode, ' ' ORDER BY mode) FROM pg_catalog.pg_locks WHERE granted
                         AND pid = pg_catalog.pg_backend_pid() AND relation = 'app.few'::pg_catalog.regclass);
                    RETURN true; END $$
                """,
                // An index takes only what calls itself immutable.
                """
                CREATE FUNCTION app.seen(what text, a int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
                    PERFORM app.see(what); RETURN a; END $$
                """,
                "ALTER TABLE app.few OWNER TO " + owner,
                "ALTER TABLE app.seen OWNER TO " + owner);
    }

    private List<String> seen(String column, String what) {
        return database.queryList("SELECT DISTINCT " + column + " FROM app.seen WHERE what = '" + what + "'").stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void ofTheUsersOwnStatements() throws SQLException {
        String sql = """
                ALTER TABLE app.few ADD b int;
                SELECT app.see('plain');
                ALTER TABLE app.few ADD CONSTRAINT c CHECK (app.see('validate')) NOT VALID;
                ALTER TABLE app.few VALIDATE CONSTRAINT c;
                CREATE INDEX CONCURRENTLY few_a ON app.few (app.seen('create', a));
                REINDEX INDEX CONCURRENTLY app.few_a;
                SELECT app.see('afterwards')
                """.replace('\n', ' ');
        try (OpenTransaction reader = new OpenTransaction(database, "SELECT FROM app.few");
                Zdm.Running run = zdm.start("run", "sql", "--table=app.few", "--sql=" + sql)) {
            // The lock of the first statement is asked for again and again, for half a second at most.
            run.says("attempt 6 of 30");
            assertThat(run.errors()).contains("pid " + reader.pid());
            assertThat(database.queryList("SELECT 1 FROM app.seen")).isEmpty();
            reader.commit();
            run.result().exits(0);
        }
        // The first attempts are shorter than --lock-timeout.
        assertThat(seen("timeouts", "plain")).containsExactly("lock 10ms statement 30s idle 10s");
        assertThat(seen("timeouts", "afterwards")).containsExactly("lock 10ms statement 30s idle 10s");
        assertThat(seen("timeouts", "validate")).containsExactly("lock 10ms statement 0 idle 10s");
        assertThat(seen("timeouts", "create")).containsExactly("lock 0 statement 0 idle 10s");
    }

    @Test
    void ofACheckThatIsAddedAndOfItsIndex() {
        zdm.run("run", "addCheck", "--table=app.few", "--constraint=c", "--check=app.see('check')")
                .exits(0);
        assertThat(seen("locks", "check"))
                .as("not read under a lock that makes readers or writers wait")
                .anyMatch(l -> l.contains("ShareUpdateExclusiveLock"))
                .noneMatch(l -> l.contains("AccessExclusiveLock") || l.contains("ShareRowExclusiveLock"));
        assertThat(
                        database.queryList(
                                "SELECT timeouts FROM app.seen WHERE what = 'check' AND locks LIKE '%ShareUpdateExclusiveLock%'"))
                .containsOnly("lock 500ms statement 0 idle 2s");

        zdm.run("run", "addIndex", "--table=app.few", "--index=few_a", "--columns=app.seen('build', a)")
                .exits(0);
        assertThat(seen("timeouts", "build")).contains("lock 0 statement 0 idle 10s");
        assertThat(seen("locks", "build"))
                .noneMatch(l -> l.matches(".*(AccessExclusive|ShareRowExclusive|\\bShare)Lock.*"));
    }

    /** SET NOT NULL believes the proof: it reads no row while readers and writers wait. */
    @Test
    void setNotNullReadsNothing() {
        String[] command = DdlKind.SET_NOT_NULL.run("--until=verify");
        zdm.run(command).exits(0);
        long before = sequentialScans();
        assertThat(before).isPositive();
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT attnotnull FROM pg_attribute WHERE attrelid = 'app.t'::regclass"
                        + " AND attname = 'needed'"))
                .isEqualTo("t");
        assertThat(sequentialScans()).isEqualTo(before);
    }

    /** A session tells what it did when it ends, at the latest. */
    private long sequentialScans() {
        Waiting.until(
                "the engine's sessions have ended",
                () -> "0"
                        .equals(database.queryOne(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND application_name = 'zdm-batch'")));
        return Long.parseLong(String.valueOf(
                database.queryOne("SELECT seq_scan FROM pg_stat_user_tables WHERE relid = 'app.t'::regclass")));
    }
}
