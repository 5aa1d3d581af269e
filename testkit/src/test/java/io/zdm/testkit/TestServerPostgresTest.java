package io.zdm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class TestServerPostgresTest {

    @BeforeEach
    void prepare(TestDatabase database) {
        database.execute("CREATE TABLE mark (v text)");
    }

    @Test
    void commitsAreDurableAndTheTimeZoneIsNotUtc(TestDatabase database) {
        assertEquals(List.of("on", "on", "on", "200", "128MB", ServerSettings.TIME_ZONE), database.queryList("""
                        SELECT current_setting(unnest(ARRAY['fsync', 'synchronous_commit', 'full_page_writes',
                               'max_connections', 'shared_buffers', 'TimeZone']))
                        """));
        assertEquals(
                String.valueOf(TestServer.wantedMajor()),
                database.queryOne("SELECT current_setting('server_version_num')::int / 10000"));
    }

    @Test
    void theQuickServerNeverWaitsForTheDisk() {
        try (TestDatabase database = TestServer.quick().createDatabase()) {
            assertEquals(List.of("off", "off", "on", ServerSettings.TIME_ZONE), database.queryList("""
                            SELECT current_setting(unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone']))
                            """));
        }
    }

    @Test
    void theTestsDatabaseIsTheOneOfBeforeEachAndTheSecondIsAnother(TestDatabase database, TestDatabase second) {
        assertEquals("mark", database.queryOne("SELECT relname FROM pg_class WHERE relname = 'mark'"));
        assertEquals(List.of(), second.queryList("SELECT relname FROM pg_class WHERE relname = 'mark'"));
        assertNotEquals(database.name(), second.name());
    }

    @Test
    void aRoleConnectsWithoutAPasswordAndGoesWithItsDatabase(TestServer server) throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            database.createRole("testkit_reader");
            try (Connection connection = database.connectAs("testkit_reader")) {
                assertEquals("testkit_reader", connection.getMetaData().getUserName());
            }
        }
        try (TestDatabase after = server.createDatabase()) {
            assertEquals("0", after.queryOne("SELECT count(*) FROM pg_roles WHERE rolname = 'testkit_reader'"));
        }
    }

    @Test
    void aPrivateServerComesBackAfterACrashWithWhatWasCommitted() throws SQLException {
        try (PrivateServer server = TestServer.startPrivate()) {
            TestDatabase database = server.createDatabase();
            database.execute("CREATE TABLE t AS SELECT 1 AS v");
            int port = server.port();
            Connection open = database.connect();

            server.stopImmediate();
            assertThrows(SQLException.class, () -> open.createStatement().execute("SELECT 1"));
            assertThrows(SQLException.class, database::connect);
            server.startAgain();

            assertEquals(port, server.port());
            assertEquals("1", database.queryOne("SELECT v FROM t"));
        }
    }
}
