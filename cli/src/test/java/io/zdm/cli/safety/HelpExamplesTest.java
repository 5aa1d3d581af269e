package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.change.ChangeKind;
import io.zdm.jobs.ChangeKinds;
import io.zdm.testkit.AirflowTables;
import io.zdm.testkit.AirflowTables.ExecutorId;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever copies an example of the help into a shell sees it work on the sandbox's tables. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class HelpExamplesTest {

    private final TestDatabase database;

    HelpExamplesTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void everyKindsExampleIsPlannedOnTheTablesOfTheSandbox() throws SQLException, IOException {
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, ExecutorId.TEXT);
            AirflowTables.fill(connection, ExecutorId.TEXT, 10, 10);
        }
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = airflow");
        for (ChangeKind kind : ChangeKinds.byName().values()) {
            Zdm.Result help =
                    new Zdm(database).run("run", kind.name(), "--help").exits(0);
            String example = help.out().substring(help.out().indexOf("Example: zdm-batch run") + 22);
            String[] plan = Zdm.with(new String[] {"plan"}, arguments(example));
            assertThat(new Zdm(database).run(plan).exits(0).out())
                    .as(example)
                    .contains(kind.name())
                    .doesNotContain("already");
        }
    }

    /** As a shell reads them. */
    private static String[] arguments(String line) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out.lines().toArray(String[]::new);
    }
}
