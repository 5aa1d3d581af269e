package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others ask of a running change, and what it minds by itself. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class SteeringTest {

    private final TestDatabase database;
    private Zdm zdm;

    SteeringTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void aPausedChangeWritesNothingUntilItIsResumed() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 200);
            assertThat(zdm.run("pause", "1", "--output=json").exits(0).out()).contains("\"state\":\"PAUSED\"");
            run.says("Waiting: paused");
            String filled = filled();
            assertThat(zdm.run("status", "1", "--output=json").exits(0).out())
                    .contains("\"throttle\":{\"waiting\":true,\"reason\":\"paused");
            assertThat(zdm.run("restart", "1").exits(3).err()).contains("is owned by");
            assertThat(filled()).isEqualTo(filled);
            zdm.run(Items.HURRY).exits(0);
            zdm.run("resume", "1").exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(zdm.run("pause", "1").exits(3).err()).contains("not running");
    }

    @Test
    void aHeldChangeIsNotStarted() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        zdm.run("hold", "1", "--until=" + OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))
                .exits(0);
        assertThat(zdm.state(1)).isEqualTo("HELD");
        assertThat(zdm.run("status", "1", "--output=json").out())
                .contains("\"owner\":null", "\"waiting\":true", "held until 20");
        assertThat(zdm.run("status", "1").out()).contains("held until", "resume 1", "restart 1");
        assertThat(zdm.run("restart", "1").exits(3).err()).contains("is held");
        assertThat(zdm.run(Items.CHANGE).exits(3).err()).contains("is held");
        zdm.run("hold", "1", "--until=2020-01-01T00:00:00Z").exits(2);
        zdm.run("hold", "1", "--until=tomorrow").exits(2);
        zdm.run("resume", "1").exits(0);
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void aThrottleQueryMakesItWaitAndSoDoesOneThatFails() {
        database.execute("CREATE TABLE public.busy (wait boolean)", "INSERT INTO public.busy VALUES (true)");
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--throttle-query=SELECT wait FROM busy"))) {
            run.says("Waiting: --throttle-query says so");
            database.execute("ALTER TABLE public.busy RENAME TO gone");
            Waiting.until(
                    "the change says that it is blind",
                    () -> zdm.run("status", "1", "--output=json")
                            .out()
                            .contains("cannot see the answer of --throttle-query"));
            assertThat(zdm.run("status", "1", "--output=json").out()).contains("\"chunks\":0");
            database.execute("ALTER TABLE public.gone RENAME TO busy", "UPDATE public.busy SET wait = false");
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT",
                "SELECT 5",
                "SELECT NULL::boolean",
                "SELECT true WHERE false",
                "SELECT wait FROM nowhere",
                "DELETE FROM app.item RETURNING true"
            })
    void aThrottleQueryThatCannotAnswerIsRefused(String query) {
        assertThat(zdm.run(Zdm.with(Items.CHANGE, "--throttle-query=" + query))
                        .exits(3)
                        .err())
                .contains("--throttle-query", "has no answer", "only reads");
        assertThat(database.queryOne("SELECT count(*) FROM app.item")).isEqualTo("5000");
        assertThat(database.queryOne("SELECT to_regnamespace('zdm') IS NULL")).isEqualTo("t");
    }

    @Test
    void whoMayNotUseTheSchemaIsTold() {
        zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        String role = "stranger_" + database.name();
        database.execute("CREATE ROLE " + role + " LOGIN");
        try {
            for (String[] command : new String[][] {{"status"}, {"restart", "1"}, {"stop", "1"}, Items.CHANGE}) {
                assertThat(zdm.as(role).run(command).exits(3).err())
                        .contains("permission denied for schema ", "Log in as");
            }
        } finally {
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void otherTuningIsHeededWhileItRuns() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--chunk-rows=100", "--max-rate=100"))) {
            Items.awaitFilled(database, 100);
            zdm.run("tune", "1", "--max-rate=1000000", "--workers=2", "--chunk-rows=1000")
                    .exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(Integer.parseInt(String.valueOf(database.queryOne("SELECT chunks FROM zdm.change_backfill"))))
                .isLessThan(40);
    }

    @Test
    void waitsOutsideItsWindow() {
        int hour = OffsetDateTime.now(ZoneOffset.UTC).getHour();
        String closed = "%02d:00-%02d:00[UTC]".formatted((hour + 2) % 24, (hour + 3) % 24);
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--swap-window=" + closed))) {
            run.says("Waiting: outside --swap-window=");
            assertThat(Items.type(database)).isEqualTo("text");
            zdm.run("stop", "1").exits(0);
            run.result().exits(4);
        }
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(zdm.run(Zdm.with(Items.CHANGE, "--window=25:00-26:00"))
                        .exits(2)
                        .err())
                .contains("'25:00-26:00' is not a time window", "write 22:00-06:00")
                .doesNotContain("Exception");
    }

    @Test
    void theKillSwitchStopsWhatRunsAndLetsNothingBegin() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 100);
            assertThat(zdm.run("halt", "--reason=incident 4711", "--output=json")
                            .exits(0)
                            .out())
                    .contains("\"halted\":true")
                    .contains("incident 4711");
            assertThat(run.result().exits(4).err()).contains("the kill switch is on since");
        }
        assertThat(zdm.run("restart", "1").exits(3).err()).contains("incident 4711", "halt --off");
        database.execute("CREATE TABLE app.other (id integer PRIMARY KEY, v integer)");
        assertThat(zdm.run("run", "changeColumnType", "--table=app.other", "--column=v", "--to=bigint")
                        .exits(3)
                        .err())
                .contains("incident 4711");
        zdm.run("halt", "--off").exits(0);
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void whatThisRoleCannotSeeIsRefusedWhereItIsAskedFor() {
        String role = "blind_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
                "ALTER SCHEMA app OWNER TO " + role,
                "ALTER TABLE app.item OWNER TO " + role);
        try {
            for (String option : List.of("--max-lag=10s", "--min-free-disk=1MB")) {
                assertThat(zdm.as(role)
                                .run(Zdm.with(Items.CHANGE, option, "--output=json"))
                                .exits(3)
                                .out())
                        .contains("signal-invisible");
            }
            assertThat(zdm.as(role)
                            .run(Zdm.with(Items.CHANGE, "--max-lag=off", "--until=expand"))
                            .exits(0)
                            .err())
                    .doesNotContain("Waiting");
        } finally {
            database.execute("REASSIGN OWNED BY " + role + " TO CURRENT_USER", "DROP OWNED BY " + role);
            database.execute("DROP ROLE " + role);
        }
    }

    @Test
    void waitsForRoomOnTheDiskAndForAVacuumWhereThatIsAskedFor() throws Exception {
        try (OpenTransaction vacuum = new OpenTransaction(database);
                Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--wait-for-vacuum", "--min-free-disk=9000TB"))) {
            run.says("are free on the server's disk, less than");
            // What VACUUM holds, for as long as the test wants.
            vacuum.run("LOCK TABLE app.item IN SHARE UPDATE EXCLUSIVE MODE");
            zdm.run("tune", "1", "--min-free-disk=1MB").exits(0);
            Waiting.until(
                    "the change waits for the vacuum",
                    () -> zdm.run("status", "1", "--output=json").out().contains("the table is being vacuumed"));
            vacuum.commit();
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void theReaderOfASlotCountsAsAStandbyDoesAndOneThatIsGoneMakesItWait() {
        String slot = "slot_" + database.name();
        database.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--slot=" + slot, "--max-lag=1kB"))) {
            run.says("Waiting: slot " + slot + " is ");
            database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
            Waiting.until(
                    "the change says that the slot is gone",
                    () -> zdm.run("status", "1", "--output=json").out().contains(slot + " is not connected"));
            zdm.run("tune", "1", "--max-lag=off").exits(0);
            run.result().exits(0);
        }
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    private String filled() {
        return String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
    }
}
