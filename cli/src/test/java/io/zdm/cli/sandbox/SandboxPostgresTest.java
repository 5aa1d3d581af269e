package io.zdm.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One directory for all tests, as one user has it: making a sandbox takes some seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SandboxPostgresTest {

    private final Path dir;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    SandboxPostgresTest(@TempDir(cleanup = CleanupMode.ALWAYS) Path dir) {
        this.dir = dir;
    }

    @AfterEach
    void nothingIsLeftRunning() {
        assertThat(PostmasterFile.read(data())).isEmpty();
    }

    @Test
    @Order(1)
    void aUserKilledWhileItIsFilledLeavesNoHalfDatabase() throws Exception {
        Process child = SandboxChild.start(dir);
        SandboxChild.await(child, "No database is configured");
        while (!isSeenFilling()) {
            kill(child);
            child = SandboxChild.start(dir);
        }
        kill(child);

        try (Sandbox sandbox = join()) {
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("after filling it");
            assertThat(one(sandbox, "SELECT count(*) FROM task_instance")).isEqualTo("200000");
            assertThat(one(sandbox, "SELECT count(*) FROM pg_database WHERE datname LIKE 'zdm%'"))
                    .isEqualTo("1");
        }
    }

    @Test
    @Order(2)
    void theSampleLooksLikeAirflowAfterItsMigration() throws Exception {
        try (Sandbox sandbox = join()) {
            assertThat(one(sandbox, "SELECT count(*) FROM task_instance_history"))
                    .isBetween("45000", "55000");
            assertThat(one(sandbox, """
                            SELECT string_agg(table_schema || '.' || table_name || ' ' || data_type, ', ' ORDER BY table_name)
                            FROM information_schema.columns WHERE column_name = 'external_executor_id'
                            """)).isEqualTo("airflow.task_instance text, airflow.task_instance_history text");
            for (String table : new String[] {"task_instance", "task_instance_history"}) {
                assertThat(one(sandbox, """
                                SELECT bool_or(v IS NULL) AND bool_or(v = '') AND bool_or(length(v) > 250)
                                  AND bool_or(octet_length(v) > length(v)) AND count(DISTINCT length(v)) > 40
                                FROM (SELECT external_executor_id FROM %s) AS x (v)
                                """.formatted(table))).isEqualTo("t");
            }
            assertThat(
                            one(
                                    sandbox,
                                    "SELECT count(*) FROM pg_stats WHERE schemaname = 'airflow' AND tablename = 'task_instance'"))
                    .isNotEqualTo("0");
            assertThat(one(sandbox, "SELECT bool_and(substr(id::text, 15, 1) = '7') FROM task_instance"))
                    .isEqualTo("t");
        }
    }

    @Test
    @Order(2)
    void everyForeignKeyHolds() throws Exception {
        try (Sandbox sandbox = join();
                Connection connection = connect(sandbox);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> checks = new ArrayList<>();
            try (ResultSet keys = statement.executeQuery("""
                    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I %s',
                                  conrelid::regclass, conname, pg_get_constraintdef(oid))
                    FROM pg_constraint WHERE contype = 'f'
                    """)) {
                while (keys.next()) {
                    checks.add(keys.getString(1));
                }
            }
            assertThat(checks).hasSizeGreaterThan(7);
            for (String check : checks) {
                statement.execute(check); // fails where a row has no parent
            }
            connection.rollback();
        }
    }

    @Test
    @Order(2)
    void theServerIsHonestAboutCrashesAndHeardOnlyHere() throws Exception {
        try (Sandbox sandbox = join()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(one(sandbox, "SHOW " + setting)).isEqualTo("on");
            }
            assertThat(one(sandbox, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(one(sandbox, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(
                            () -> DriverManager.getConnection(sandbox.target().url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    @Order(2)
    void oneLineSaysThatTheSandboxIsUsedAndItIsNotFilledAgain() throws Exception {
        int port;
        try (Sandbox first = join()) {
            port = first.target().port();
            execute(first, "CREATE TABLE IF NOT EXISTS mine ()");
        }
        said.reset();
        try (Sandbox second = join()) {
            assertThat(second.target().port()).isEqualTo(port);
            assertThat(second.target().sandbox()).isTrue();
            assertThat(one(second, "SELECT count(*) FROM mine")).isEqualTo("0");
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("No database is configured (--url, ZDM_URL, PG*): using the sandbox in %s, port %d.%n"
                        .formatted(data(), port));
    }

    @Test
    @Order(2)
    void theLastOneToLeaveStopsTheServer() throws Exception {
        Process child = SandboxChild.start(dir);
        SandboxChild.await(child, "joined");
        Sandbox first = join();
        try (Sandbox second = join()) {
            first.close();
            first.close();
            assertThat(one(second, "SELECT 1")).isEqualTo("1");
        }
        assertThat(PostmasterFile.read(data()).orElseThrow().isAlive()).isTrue();

        child.getOutputStream().close();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Order(2)
    void aServerWhoseUserWasKilledIsAdoptedAndStoppedByTheLastLiveUser() throws Exception {
        Process child = SandboxChild.start(dir);
        SandboxChild.await(child, "joined");
        kill(child);
        long server = PostmasterFile.read(data()).orElseThrow().pid();

        try (Sandbox sandbox = join()) {
            assertThat(one(sandbox, "SELECT 1")).isEqualTo("1");
            assertThat(PostmasterFile.read(data()).orElseThrow().pid()).isEqualTo(server);
        }
    }

    @Test
    @Order(2)
    void neitherSigtermNorCtrlCStopTheServerBeforeTheUserLeaves() throws Exception {
        Process child = SandboxChild.start(dir);
        SandboxChild.await(child, "joined");
        child.toHandle().destroy(); // Process.destroy would also end its input, at which it leaves
        child.waitFor();
        PostmasterFile server = PostmasterFile.read(data()).orElseThrow();

        assertThat(server.isAlive()).isTrue();
        String[] stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"))
                .replaceAll(".*\\) ", "")
                .split(" ");
        assertThat(stat[3]).as("its own session").isEqualTo(Long.toString(server.pid()));
        join().close();
    }

    @Test
    @Order(2)
    void aCrashedServerRecovers() throws Exception {
        Sandbox crashed = join();
        execute(crashed, "CREATE TABLE kept AS SELECT 1");
        ProcessHandle server = ProcessHandle.of(
                        PostmasterFile.read(data()).orElseThrow().pid())
                .orElseThrow();
        server.destroyForcibly();
        server.onExit().get(60, TimeUnit.SECONDS);

        try (Sandbox again = join()) {
            assertThat(one(again, "SELECT count(*) FROM kept")).isEqualTo("1");
            crashed.close();
            assertThat(one(again, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    @Order(3)
    void anotherMajorVersionsSandboxIsNamedWithTheFolderToDelete() throws IOException {
        Files.writeString(data().resolve("PG_VERSION"), "9\n");

        assertThatThrownBy(this::join)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("made by PostgreSQL 9, and this zdm-batch brings 1")
                .hasMessageContaining("in " + data())
                .hasMessageContaining("Delete that folder");
    }

    @Test
    @Order(4)
    void aDamagedSandboxIsNamedWithTheFolderToDelete() throws IOException {
        Files.delete(data().resolve("global/pg_control"));
        Files.writeString(data().resolve("PG_VERSION"), "17\n");

        assertThatThrownBy(this::join)
                .hasMessageContaining("Delete that folder")
                .hasMessageContaining("pg_control");

        Files.delete(data().resolve("zdm.pgpass"));

        assertThatThrownBy(this::join)
                .hasMessageContaining("Delete that folder")
                .hasMessageContaining("damaged");
    }

    private Path data() {
        return dir.resolve(".zdm/sandbox");
    }

    private Sandbox join() {
        return Sandbox.join(dir, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    /** Not where a busy machine lets us look only afterwards: then the sample goes, so that the next child fills it. */
    private boolean isSeenFilling() throws IOException, SQLException, InterruptedException {
        SuperuserLogin login = SuperuserLogin.read(data());
        try (Connection connection = DriverManager.getConnection(
                        SandboxServer.url(login.port(), "postgres"), SuperuserLogin.USER, login.password());
                var statement = connection.createStatement()) {
            while (!isThere(statement, "pg_stat_activity WHERE datname = 'zdm_filling' AND query LIKE '%INSERT%'")) {
                if (isThere(statement, "pg_database WHERE datname = 'zdm'")) {
                    statement.execute("DROP DATABASE zdm WITH (FORCE)");
                    return false;
                }
                Thread.sleep(10);
            }
            return true;
        }
    }

    private static boolean isThere(Statement statement, String from) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT FROM " + from)) {
            return rows.next();
        }
    }

    private static void kill(Process child) throws InterruptedException {
        child.destroyForcibly();
        child.waitFor();
    }

    private static String one(Sandbox sandbox, String query) throws SQLException {
        try (Connection connection = connect(sandbox);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(Sandbox sandbox, String command) throws SQLException {
        try (Connection connection = connect(sandbox);
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static Connection connect(Sandbox sandbox) throws SQLException {
        return DriverManager.getConnection(
                sandbox.target().url(), sandbox.target().connectionProperties());
    }
}
