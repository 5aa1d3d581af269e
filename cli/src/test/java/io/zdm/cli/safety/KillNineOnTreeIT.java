package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the packaged zdm-batch in the middle of a partitioned table's change. */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class KillNineOnTreeIT {

    private static final int ROWS = 20_000;
    private static final String[] RUN = {
        "run", "changeColumnType", "--table=app.r", "--column=v", "--to=bigint", "--chunk-rows=500", "--max-rate=4000"
    };
    private static final String[] RESTART = {"restart", "1"};

    private final TestDatabase database;
    private final Zdm zdm;

    @TempDir
    Path directory = Path.of(".");

    KillNineOnTreeIT(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
        Tree.create(database, ROWS);
        database.execute("CREATE TABLE content AS SELECT id, v FROM app.r");
    }

    @Test
    void inBackfillAndSwap() throws SQLException {
        String shadow = "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'app.r'::regclass"
                + " AND attname = 'v__zdm_new')";
        killed("backfill", RUN, () -> {
            Waiting.until("the shadow is there", () -> isTrue(shadow));
            Waiting.until("rows filled", () -> isTrue("SELECT count(v__zdm_new) > 5000 FROM app.r"));
        });
        assertThat(zdm.run("status", "1").exits(0).out()).contains("app.r_0 p0001", "cut off");
        ends(Zdm.with(RESTART, "--until=verify"));
        // Whoever reads one table partition is in the way of the swap of all.
        try (OpenTransaction reader = new OpenTransaction(database, "LOCK TABLE app.r_5 IN ACCESS SHARE MODE")) {
            killed(
                    "swap",
                    RESTART,
                    () -> Waiting.until(
                            "the swap waits",
                            () -> isTrue("SELECT EXISTS (SELECT FROM zdm.change_status WHERE phase = 'swap')")));
            assertThat(reader.pid()).isPositive();
        }
        assertThat(type()).isEqualTo("integer");
        ends(RESTART);
        assertThat(type()).isEqualTo("bigint");
        assertContent();
        ends("rollback", "1");
        assertThat(type()).isEqualTo("integer");
        assertContent();
        Tree.assertLike(database);
        assertReported();
    }

    /** Who was killed left no report; who comes after him tells of him, and so does whoever asks the database alone. */
    private void assertReported() {
        Path asked = directory.resolve("asked.html");
        zdm.run("status", "1", "--report=" + asked).exits(0);
        try (Stream<Path> reports = Files.list(directory.resolve(".zdm/reports"))) {
            String left = Files.readString(reports.findFirst().orElseThrow());
            for (String page : List.of(left, Files.readString(asked))) {
                assertThat(page.split("Outcome</td><td>cut off</td>", -1))
                        .as("two were killed")
                        .hasSize(3);
                assertThat(page)
                        .contains("Run 5: rollback", "backfill", ">cut off</text>", "Last heard of at")
                        .doesNotContain("Run 6");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody's trigger heard of it either. */
    private void assertContent() {
        assertThat(
                        database.queryOne(
                                "SELECT count(*) FROM app.r JOIN content c USING (id) WHERE r.v IS NOT DISTINCT FROM c.v AND touched = 0"))
                .isEqualTo(String.valueOf(ROWS));
    }

    private void killed(String phase, String[] command, Runnable moment) {
        try (Jar jar = Jar.start(database, directory, command)) {
            try {
                moment.run();
            } catch (AssertionError e) {
                throw new AssertionError(phase + ": " + e.getMessage() + "\n" + jar.output(), e);
            }
            assertThat(jar.isAlive()).as(jar.output()).isTrue();
            jar.kill();
        }
        Waiting.until("status says CRASHED", () -> zdm.state(1).equals("CRASHED"), () -> zdm.state(1));
        assertThat(database.queryOne("SELECT phase FROM zdm.change_status")).isEqualTo(phase);
    }

    private void ends(String... command) {
        try (Jar jar = Jar.start(database, directory, command)) {
            assertThat(jar.code()).as(jar.output()).isZero();
        }
    }

    private String type() {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = 'app.r_5'::regclass AND attname = 'v'"));
    }

    private boolean isTrue(String sql) {
        return "t".equals(database.queryOne(sql));
    }
}
