package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told afterwards of a change: what was asked of it, how it went, what its chunks took. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class HistoryTest {

    private final TestDatabase database;
    private Zdm zdm;

    HistoryTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    private List<JsonNode> lines(String... arguments) {
        return zdm.run(arguments)
                .exits(0)
                .out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void everyRequestRunAndPhaseIsNotedWithItsReason() {
        assertThat(zdm.run("status", "--history", "--output=json").exits(0).out())
                .isEmpty();
        try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, Items.SLOWLY))) {
            Items.awaitFilled(database, 300);
            JsonNode status = lines("status", "1", "--output=json").get(0);
            assertThat(status.at("/backfill/etaSeconds").asLong()).isBetween(1L, 600L);
            assertThat(zdm.run("status", "1").exits(0).out())
                    .contains("costs one chunk at most: safe to interrupt", "of the backfill, at the rate");
            zdm.run("pause", "1").exits(0);
            run.says("Waiting: paused");
            zdm.run("tune", "1", "--max-rate=100").exits(0);
            zdm.run("resume", "1").exits(0);
            zdm.run("stop", "1");
            run.result();
        }
        zdm.run("restart", "1").exits(0);
        zdm.run("contract", "1").exits(0);

        List<JsonNode> all = lines("status", "1", "--history", "--output=json");
        List<String> events = all.stream()
                .map(t -> t.get("event").asString() + " "
                        + t.get("from").asString("") + ">" + t.get("to").asString()
                        + (t.get("event").asString().equals("phase")
                                ? " " + t.get("phase").asString()
                                : ""))
                .toList();
        assertThat(events)
                .containsSubsequence(
                        "queued >QUEUED",
                        "begun QUEUED>RUNNING",
                        "phase RUNNING>RUNNING expand",
                        "phase RUNNING>RUNNING backfill",
                        "paused RUNNING>PAUSED",
                        "tuned PAUSED>PAUSED",
                        "resumed PAUSED>RUNNING",
                        "stop-requested RUNNING>RUNNING",
                        "ended RUNNING>STOPPED",
                        "begun STOPPED>RUNNING",
                        "phase RUNNING>RUNNING verify",
                        "phase RUNNING>RUNNING swap",
                        "swapped RUNNING>RUNNING",
                        "ended RUNNING>SWAPPED",
                        "begun SWAPPED>RUNNING",
                        "phase RUNNING>RUNNING contract",
                        "ended RUNNING>COMPLETED");
        assertThat(all.toString()).contains("stopped: Stopped: a stop was requested", "until swap, by pid ");
        assertThat(all).allSatisfy(t -> assertThat(t.get("byClient").asString()).startsWith("zdm-batch at "));
        assertThat(zdm.run("status", "1", "--history").exits(0).out()).contains("RUNNING -> STOPPED, backfill");
        zdm.run("status", "2", "--history").exits(2);
        zdm.run("status", "1", "--history", "--watch").exits(2);
    }

    @Test
    void theFiguresOfChunksAddUpAndAreForgottenAfterAWhile() {
        zdm.run(Zdm.with(Items.CHANGE, "--chunk-rows=500", "--max-rate=5000", "--until=backfill"))
                .exits(0);
        List<JsonNode> chunks = lines("status", "1", "--chunks", "--output=json");
        assertThat(chunks.stream().mapToLong(c -> c.get("rows").asLong()).sum()).isEqualTo(5000);
        assertThat(chunks.stream().map(c -> c.get("waitReason").asString(""))).contains("--max-rate");

        database.execute("UPDATE zdm.chunk SET at = at - interval '8 days' WHERE rows > 0");
        zdm.run("restart", "1", "--until=dependents", "--keep-chunks=9").exits(0);
        assertThat(database.queryOne("SELECT count(*) > 0 FROM zdm.chunk")).isEqualTo("t");
        zdm.run("restart", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM zdm.chunk")).isEqualTo("0");
    }

    @Test
    void whoDoesNotWantFiguresGetsNone() {
        zdm.run(Zdm.with(Items.CHANGE, "--keep-chunks=0")).exits(0);
        assertThat(zdm.run("status", "1", "--chunks").exits(0).out()).isEmpty();
        zdm.run("restart", "1", "--keep-chunks=-1").exits(2);
    }
}
