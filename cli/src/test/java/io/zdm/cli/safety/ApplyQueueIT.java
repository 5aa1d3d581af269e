package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three packaged zdm-batch on one queue, one of them killed in the middle of its work. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class ApplyQueueIT {

    private static final int TABLES = 12;
    private static final int CHANGES = 30;
    private static final int ROWS = 3_000;

    /** A backfill on every table, then what PostgreSQL does without one. */
    private static final List<String> COLUMNS =
            List.of("{column: v, to: varchar(40)}", "{column: w, to: varchar(20)}", "{column: x, to: text}");

    private final TestDatabase database;

    @TempDir
    Path directory = Path.of(".");

    ApplyQueueIT(TestDatabase database) {
        this.database = database;
    }

    @Test
    void eachChangeIsDoneOnceAndNeverAreTwoOnOneTable() throws IOException {
        for (int t = 1; t <= TABLES; t++) {
            int rows = t == TABLES ? ROWS : 200;
            database.execute(
                    "CREATE TABLE t" + t + " (id int PRIMARY KEY, v text, w varchar(10), x varchar(10))",
                    "INSERT INTO t" + t + " SELECT g, 'v' || g, 'w', 'x' FROM generate_series(1, " + rows + ") g");
        }
        StringBuilder file = new StringBuilder("changes:\n");
        for (int c = 0; c < CHANGES; c++) {
            file.append("  - {change: changeColumnType, table: t")
                    .append(1 + c % TABLES)
                    .append(", columns: [")
                    .append(COLUMNS.get(c / TABLES))
                    .append("]}\n");
        }
        String changes =
                Files.writeString(directory.resolve("changes.yaml"), file).toString();
        String[] apply = {"apply", changes, "--parallel=2", "--max-rate=1200", "--chunk-rows=50"};

        List<Jar> engines = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                engines.add(Jar.start(database, directory, apply));
            }
            // The largest is the first that anybody picks.
            Waiting.until(
                    "somebody is in the middle of the largest table",
                    () -> "t"
                                    .equals(database.queryOne("SELECT count(*) = 1 FROM pg_attribute WHERE attname ="
                                            + " 'v__zdm_new' AND attrelid = 't12'::regclass"))
                            && Long.parseLong(String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM t12")))
                                    > 100,
                    () -> outputs(engines));
            long owner = Long.parseLong(String.valueOf(database.queryOne(
                    "SELECT pid FROM zdm.ownership o" + " WHERE table_oid = 't12'::regclass AND upper_inf(during)")));
            Jar victim =
                    engines.stream().filter(e -> e.pid() == owner).findFirst().orElseThrow();
            victim.kill();

            for (Jar engine : engines) {
                assertThat(engine.code()).as(engine.output()).isEqualTo(engine == victim ? 137 : 0);
            }
        } finally {
            engines.forEach(Jar::close);
        }

        assertThat(database.queryList("SELECT DISTINCT state FROM zdm.change_status ORDER BY 1"))
                .containsExactly("COMPLETED", "SWAPPED");
        assertThat(database.queryOne("SELECT count(*) FROM zdm.queue WHERE done_at IS NOT NULL"))
                .isEqualTo("" + CHANGES);
        assertThat(database.queryOne("SELECT count(*) FROM zdm.ownership WHERE upper_inf(during)"))
                .as("lines that nobody closed")
                .isEqualTo("0");
        assertThat(database.queryOne("SELECT count(*) FROM (SELECT change_id FROM zdm.change_execution"
                        + " WHERE status = 'COMPLETED' OR status = 'STOPPED' GROUP BY 1 HAVING count(*) <> 1) again"))
                .as("done more than once")
                .isEqualTo("0");
        assertThat(
                        database.queryOne(
                                "SELECT count(DISTINCT pid) FROM zdm.ownership WHERE table_oid = 't12'::regclass AND change_id = 12"))
                .as("owners of the one that was killed: it and who took over")
                .isEqualTo("2");
        assertThat(database.queryOne(
                        "SELECT count(*) FROM (SELECT change_id < max(change_id) OVER (PARTITION BY table_oid"
                                + " ORDER BY lower(during)) AS overtaken FROM zdm.ownership) o WHERE overtaken"))
                .as("overtaken on its table")
                .isEqualTo("0");
    }

    private static String outputs(List<Jar> engines) {
        return String.join("\n", engines.stream().map(Jar::output).toList());
    }
}
