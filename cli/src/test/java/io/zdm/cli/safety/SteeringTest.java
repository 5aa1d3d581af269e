package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others ask of a running change, and what it minds by itself. */
@ExtendWith(PostgresExtension.class)
@Timeout(120)
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
            Items.awaitFilled(database, 500);
            assertThat(zdm.run("pause", "1", "--output=json").exits(0).out()).contains("\"state\":\"PAUSED\"");
            run.says("Waiting: paused");
            String filled = filled();
            assertThat(zdm.run("status", "1", "--output=json").exits(0).out())
                    .contains("\"throttle\":{\"waiting\":true,\"reason\":\"paused");
            assertThat(zdm.run("restart", "1").exits(3).err()).contains("is owned by");
            assertThat(filled()).isEqualTo(filled);
            zdm.run("tune", "1", "--max-rate=1000000").exits(0);
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
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--throttle-query=SELECT wait FROM public.busy"))) {
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
        zdm.run(Zdm.with(Items.CHANGE, "--window=25:00-26:00")).exits(2);
    }

    private String filled() {
        return String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
    }
}
