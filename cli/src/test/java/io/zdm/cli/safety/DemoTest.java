package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.demo.Demo;
import io.zdm.cli.demo.DemoPage;
import io.zdm.cli.demo.Felt;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Target;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, on a small table. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class DemoTest {

    @Test
    void drawsWhatBothDoToTheApplication(TestDatabase database, @TempDir Path folder) throws Exception {
        Target target = new Target(
                database.host(),
                database.port(),
                database.name(),
                database.jdbcUrl(),
                database.user(),
                null,
                Map.of(),
                false);
        Zdm zdm = new Zdm(database);
        Path report = folder.resolve("change.html");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<Felt> felt = new Demo(
                        target,
                        arguments -> zdm.run(arguments).exits(0),
                        20_000,
                        Duration.ofMillis(200),
                        new StopSignal())
                .run(out, report.toString());
        Demo.show(felt, out);
        Path page = folder.resolve("demo.html");
        DemoPage.write(felt, page);

        assertThat(felt).extracting(Felt::title).containsExactly("ALTER TABLE", "zdm-batch");
        assertThat(felt).allSatisfy(each -> {
            assertThat(each.points()).isNotEmpty();
            assertThat(each.failed()).isZero();
            assertThat(each.drawing(60)).hasSize(60);
        });
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("ALTER TABLE  took", "zdm-batch    took");
        assertThat(Files.readString(page)).contains("data-felt=\"1\"", "uPlot", "\"began\":");
        assertThat(report).exists();
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
        assertThat(database.queryOne("SELECT to_regnamespace('zdm_demo') IS NULL"))
                .isEqualTo("t");
    }
}
