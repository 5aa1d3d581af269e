package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Finishing now: nothing makes it wait but locks, and those never for long. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class FinalizeTest {

    /** Hours in which it is not now, whenever the test runs. */
    private static final String CLOSED = "%02d:00-%02d:00[UTC]".formatted(inHours(2), inHours(3));

    private final TestDatabase database;
    private Zdm zdm;

    FinalizeTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    private static int inHours(int hours) {
        return (OffsetDateTime.now(ZoneOffset.UTC).getHour() + hours) % 24;
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void oneThatRunsElsewhereWaitsForNothingAnyMore() {
        try (Zdm.Running run = zdm.start(Zdm.with(
                Items.CHANGE, "--chunk-rows=1000", "--max-rate=1", "--swap-window=" + CLOSED, "--workers=2"))) {
            Items.awaitFilled(database, 1000);
            zdm.run("pause", "1").exits(0);
            Zdm.Result result = zdm.run("finalize", "1", "--output=json").exits(0);
            assertThat(result.out()).contains("\"state\":\"SWAPPED\"").startsWith("{");
            assertThat(result.err()).contains("waiting for it");
            assertThat(run.result().exits(0).err()).contains("Finalizing: without throttles");
        }
        assertThat(zdm.run("finalize", "1").exits(0).out()).contains("nothing to do");
        zdm.run("finalize", "2").exits(2);
    }

    @Test
    void oneThatIsHeldOrPausedAfterwardsWaitsAgain() {
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--chunk-rows=10", "--max-rate=10"))) {
            Items.awaitFilled(database, 10);
            // Between the two there is no chunk: the owner sees the last word.
            database.execute("BEGIN; UPDATE zdm.change SET request = 'finalize'; COMMIT");
            zdm.run("pause", "1").exits(0);
            run.says("Waiting: paused");
            assertThat(zdm.run("status", "1").exits(0).out()).contains("PAUSED", "safe to interrupt");
            assertThat(database.queryOne("SELECT request FROM zdm.change")).isNull();
        }
        zdm.run("resume", "1").exits(0);
        zdm.run("finalize", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void locksAreNeverWaitedForWithoutATimeout() throws Exception {
        zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
        zdm.run("hold", "1", "--until=" + OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))
                .exits(0);
        try (OpenTransaction reader = new OpenTransaction(database)) {
            reader.run(Items.READING);
            // Far less than one wait without its timeout would take.
            assertThat(zdm.start("finalize", "1", "--lock-timeout=50ms", "--lock-attempts=2", "--swap-window=" + CLOSED)
                            .result(Duration.ofMinutes(2))
                            .exits(5)
                            .err())
                    .contains("lock");
            assertThat(Items.type(database)).isEqualTo("text");
        }
        zdm.run("finalize", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }
}
