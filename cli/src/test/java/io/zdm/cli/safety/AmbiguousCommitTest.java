package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.wire.Wire;
import io.zdm.cli.wire.Wire.Moment;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection goes at COMMIT: whether it was one, only the server knows. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class AmbiguousCommitTest {

    private final TestDatabase database;
    private Zdm zdm;

    AmbiguousCommitTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @ParameterizedTest
    @EnumSource
    void ofAChunk(Moment moment) {
        try (Wire wire = new Wire(database.host(), database.port())) {
            zdm.run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
            wire.cutAtCommitOf("SET v__zdm_new", moment);
            zdm.over(wire.port()).run("restart", "1", "--chunk-rows=500").exits(1);
            assertThat(wire.wasCut()).isTrue();
        }
        String filled = String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item"));
        assertThat(filled).isEqualTo(moment == Moment.BEFORE_THE_QUESTION ? "0" : "500");
        assertThat(zdm.run("status", "1", "--output=json").out()).contains("\"rowsDone\":" + filled);
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.run("status", "1", "--output=json").out()).contains("\"rowsDone\":5000");
        swappedWhole();
    }

    @ParameterizedTest
    @EnumSource
    void ofTheSwap(Moment moment) {
        boolean committed = moment == Moment.BEFORE_THE_ANSWER;
        try (Wire wire = new Wire(database.host(), database.port())) {
            zdm.run(Zdm.with(Items.CHANGE, "--until=verify")).exits(0);
            wire.cutAtCommitOf("SET swapped_at", moment);
            Zdm.Result result = zdm.over(wire.port()).run("restart", "1").exits(committed ? 0 : 1);
            assertThat(wire.wasCut()).isTrue();
            assertThat(result.err())
                    .contains(
                            committed
                                    ? "the catalog says it is done"
                                    : "the connection was lost before it was committed");
        }
        assertThat(Items.type(database)).isEqualTo(committed ? "character varying(40)" : "text");
        zdm.run("restart", "1").exits(0);
        swappedWhole();
    }

    @ParameterizedTest
    @EnumSource
    void ofContract(Moment moment) {
        boolean committed = moment == Moment.BEFORE_THE_ANSWER;
        try (Wire wire = new Wire(database.host(), database.port())) {
            zdm.run(Items.CHANGE).exits(0);
            wire.cutAtCommitOf("finished_at", moment);
            zdm.over(wire.port()).run("contract", "1").exits(committed ? 0 : 1);
            assertThat(wire.wasCut()).isTrue();
        }
        assertThat(zdm.state(1)).isEqualTo(committed ? "COMPLETED" : "FAILED");
        zdm.run("contract", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id"))
                .isEqualTo("5000");
    }

    /** What is there after half of an installation is found and completed, also by a command that only wanted to look. */
    @ParameterizedTest
    @EnumSource
    void ofTheEnginesOwnTables(Moment moment) {
        try (Wire wire = new Wire(database.host(), database.port())) {
            wire.cutAtCommitOf("ADD COLUMN paused", moment);
            zdm.over(wire.port()).run(Items.CHANGE);
            assertThat(wire.wasCut()).isTrue();
        }
        zdm.run("status").exits(0);
        zdm.run(Zdm.with(Items.CHANGE, "--until=swap")).exits(0);
        swappedWhole();
    }

    private void swappedWhole() {
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = 'value ' || id AND v__zdm_old = v"))
                .isEqualTo("5000");
    }
}
