package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.Keys;
import io.zdm.testkit.PrivateServer;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import io.zdm.testkit.TrackedTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beside a real streaming standby: one that replays nothing, one that goes, and one that takes the primary's place. */
@Timeout(300)
class ReplicaTest {

    private static final String STREAMING = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";

    private static final Pattern GROWN = Pattern.compile("standby other is ([3-9]|\\d\\d+) s");

    private final PrivateServer primary = TestServer.startPrivate();
    private final TestDatabase database = primary.createDatabase();
    private final PrivateServer standby = primary.startStandby("other");
    private Zdm zdm = new Zdm(database);

    @BeforeEach
    void create() {
        zdm = Items.create(database);
        awaitStreaming();
    }

    @AfterEach
    void close() {
        standby.close();
        primary.close();
    }

    @Test
    void waitsWhileAStandbyReplaysNothingAndSaysSo() {
        try (Zdm.Running run = zdm.start(Zdm.with(Zdm.with(Items.CHANGE, Items.SLOWLY), "--max-lag=1s"))) {
            Items.awaitFilled(database, 100);
            standby.execute("SELECT pg_wal_replay_pause()");
            run.says("Waiting: standby other is ");
            String status = zdm.run("status", "1", "--output=json").exits(0).out();
            assertThat(status)
                    .contains("\"waiting\":true")
                    .containsPattern("standby other is \\d+ s and [\\d,]+ kB behind");
            String filled = filled();
            Waiting.until(
                    "the figures grow",
                    () -> GROWN.matcher(zdm.run("status", "1", "--output=json").out())
                            .find());
            assertThat(filled()).isEqualTo(filled).isNotEqualTo("5000");
            standby.execute("SELECT pg_wal_replay_resume()");
            run.says("Going on");
            zdm.run(Items.HURRY).exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        replayed();
    }

    @Test
    void waitsForAStandbyThatIsGoneWhereItsLagWasAskedFor() {
        try (Zdm.Running run = zdm.start(Zdm.with(Zdm.with(Items.CHANGE, Items.SLOWLY), "--max-lag=5s"))) {
            Items.awaitFilled(database, 100);
            standby.stopImmediate();
            run.says("Waiting: standby other is not connected");
            assertThat(zdm.run("status", "1", "--output=json").exits(0).out())
                    .contains("standby other is not connected");
            assertThat(filled()).isNotEqualTo("5000");
            standby.startAgain();
            zdm.run(Items.HURRY).exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        replayed();
    }

    @Test
    void goesOnAtTheStandbyThatTookThePrimarysPlace() throws SQLException {
        // Only now: the standby, which was copied before, waits for nobody.
        primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'other'", "SELECT pg_reload_conf()");
        String hosts = "127.0.0.1:%d,127.0.0.1:%d".formatted(primary.port(), standby.port());
        TrackedTable table = new TrackedTable(
                "app.item",
                "id",
                Keys.numbers(100_000),
                "v",
                random -> "written " + random.nextInt(1_000_000),
                "n = n + 1",
                "INSERT INTO app.item (id, v) VALUES (:key, :value)");
        Zdm either = zdm.at(hosts);
        Journal journal;
        TestDatabase after = standby.database(database.name());
        try (JournalledTraffic traffic = new JournalledTraffic(
                        table,
                        () -> applied(hosts),
                        Settings.threads(2).perSecond(60).tolerateLostConnections())
                .start()) {
            try (Zdm.Running run = either.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
                Items.awaitFilled(database, 300);
                primary.stopImmediate();
                standby.promote();
                assertThat(run.result().code()).as(run.errors()).isIn(1, 2, 4);
            }
            assertThat(Integer.parseInt(String.valueOf(after.queryOne("SELECT count(v__zdm_new) FROM app.item"))))
                    .isBetween(1, 4900);
            either.run("restart", "1").exits(0);
            either.run("contract", "1").exits(0);
            journal = traffic.stop();
        }
        assertThat(journal.failures()).isEmpty();
        assertThat(Items.type(after)).isEqualTo("character varying(40)");
        try (Connection connection = after.connect()) {
            assertThat(journal.differences(connection, value -> value)).isEmpty();
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    /** What is acknowledged to this application is on both servers. */
    private Connection applied(String hosts) throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://%s/%s?targetServerType=primary&hostRecheckSeconds=1"
                        .formatted(hosts, database.name()),
                database.user(),
                null);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = remote_apply");
        }
        return connection;
    }

    private String filled() {
        return String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
    }

    private void replayed() {
        TestDatabase there = standby.database(database.name());
        Waiting.until("the standby has the swap", () -> Items.type(there).equals("character varying(40)"));
        assertThat(there.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id"))
                .isEqualTo("5000");
    }

    private void awaitStreaming() {
        Waiting.until("the standby streams", () -> "1".equals(database.queryOne(STREAMING)));
    }
}
