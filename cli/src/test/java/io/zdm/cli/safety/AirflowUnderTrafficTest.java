package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.AirflowTables;
import io.zdm.testkit.AirflowTables.ExecutorId;
import io.zdm.testkit.AirflowTraffic;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Airflow's migration 0102 both ways while Airflow works: every row is what the journal says, and nothing failed. */
@ExtendWith(PostgresExtension.class)
@Timeout(180)
class AirflowUnderTrafficTest {

    private static final int ROWS = 40_000;
    private static final int WRITES = 300;
    /** Adaptive chunks visit each key range twice; those of a fixed size once. */
    private static final String[] PACE = {"--chunk-time=20ms", "--max-rate=15000", "--workers=2"};

    private static final String[] FIXED_PACE = {"--chunk-rows=2000", "--max-rate=15000", "--workers=2"};
    private static final String[] DOWNGRADE = {
        "run",
        "changeColumnType",
        "--table=task_instance",
        "--file=../migrations/0102-external-executor-id-downgrade.yaml"
    };

    private static final String[] UPGRADE = {
        "run",
        "changeColumnType",
        "--table=task_instance",
        "--file=../migrations/airflow-upgrade/0102-external-executor-id-upgrade.yaml"
    };

    private static final Function<@Nullable String, @Nullable String> SAME = Function.identity();
    private static final Function<@Nullable String, @Nullable String> SHORTENED = AirflowUnderTrafficTest::shortened;

    /**
     * Work for the phase dependents. The check, whose expression changes with the type, makes PostgreSQL read the table
     * under its lock, so that the upgrade goes through a shadow as well.
     */
    private static final String DEPENDENTS = """
            CREATE INDEX ti_external ON airflow.task_instance (external_executor_id) WHERE state = 'running';
            ALTER TABLE airflow.task_instance ADD CONSTRAINT ti_external_check CHECK (external_executor_id <> 'forbidden')
            """;

    private static final String WITHOUT_KEY = """
            ; ALTER TABLE airflow.task_instance DROP CONSTRAINT task_instance_pkey CASCADE,
                DROP CONSTRAINT task_instance_composite_key CASCADE;
            CREATE INDEX ti_id ON airflow.task_instance (id)
            """;

    private final TestDatabase database;
    private final Zdm zdm;
    private String dependents = DEPENDENTS;

    AirflowUnderTrafficTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @Test
    void downgradeThenContract() throws SQLException {
        create(ExecutorId.TEXT);
        // Until dependents the column is text, and values of any length are the application's right.
        Journal before = under(
                ExecutorId.TEXT,
                traffic -> zdm.run(Zdm.with(DOWNGRADE, Zdm.with(PACE, "--until=backfill")))
                        .exits(0));
        complete(before, SAME);
        Journal after = under(ExecutorId.VARCHAR_250, traffic -> {
            zdm.run("restart", "1").exits(0);
            zdm.run("contract", "1").exits(0);
        });
        complete(after, SHORTENED);
        likeAltered(
                ExecutorId.TEXT,
                "ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE varchar(250)"
                        + " USING left(external_executor_id, 250)");
    }

    @Test
    void downgradeThenBack() throws SQLException {
        create(ExecutorId.TEXT);
        Journal journal = under(ExecutorId.VARCHAR_250, traffic -> {
            zdm.run(Zdm.with(DOWNGRADE, FIXED_PACE)).exits(0);
            // Writes that only the reverse trigger can bring home.
            someWrites(traffic);
            zdm.run("rollback", "1").exits(0);
        });
        // What nobody wrote since keeps its original, longer than the other type allows.
        complete(journal, SAME);
        likeAltered(ExecutorId.TEXT);
    }

    @Test
    void upgradeByShadowThenContract() throws SQLException {
        create(ExecutorId.VARCHAR_250);
        Journal journal = under(
                ExecutorId.VARCHAR_250,
                traffic -> zdm.run(Zdm.with(UPGRADE, PACE)).exits(0));
        complete(journal, SAME);
        Journal longer =
                under(ExecutorId.TEXT, traffic -> zdm.run("contract", "1").exits(0));
        complete(longer, SAME);
        likeAltered(ExecutorId.VARCHAR_250, "ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE text");
    }

    @Test
    void upgradeByShadowThenBack() throws SQLException {
        create(ExecutorId.VARCHAR_250);
        Journal journal = under(ExecutorId.VARCHAR_250, traffic -> {
            zdm.run(Zdm.with(UPGRADE, PACE)).exits(0);
            someWrites(traffic);
            zdm.run("rollback", "1").exits(0);
        });
        complete(journal, SAME);
        likeAltered(ExecutorId.VARCHAR_250);
    }

    /** Walked by its blocks, while the application's updates move rows from one to another. */
    @Test
    void downgradeOfATableWithoutAKey() throws SQLException {
        dependents = DEPENDENTS + WITHOUT_KEY;
        create(ExecutorId.TEXT);
        Journal journal = under(ExecutorId.VARCHAR_250, traffic -> {
            zdm.run(Zdm.with(DOWNGRADE, PACE)).exits(0);
            zdm.run("contract", "1").exits(0);
        });
        complete(journal, SHORTENED);
        likeAltered(
                ExecutorId.TEXT,
                "ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE varchar(250)"
                        + " USING left(external_executor_id, 250)");
    }

    @Test
    void upgradeInPlace() throws SQLException {
        dependents = "";
        create(ExecutorId.VARCHAR_250);
        Journal journal = under(ExecutorId.VARCHAR_250, traffic -> {
            zdm.run(UPGRADE).exits(0);
        });
        complete(journal, SAME);
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
        likeAltered(ExecutorId.VARCHAR_250, "ALTER TABLE airflow.task_instance ALTER external_executor_id TYPE text");
    }

    private void create(ExecutorId type) throws SQLException {
        try (Connection connection = database.connect()) {
            AirflowTables.create(connection, type);
            AirflowTables.fill(connection, type, ROWS, 100);
        }
        database.execute("ALTER DATABASE " + database.name() + " SET search_path = public, airflow");
        if (!dependents.isEmpty()) {
            database.execute(dependents);
        }
    }

    private Journal under(ExecutorId longest, Consumer<JournalledTraffic> work) throws SQLException {
        try (JournalledTraffic traffic = new JournalledTraffic(
                        AirflowTraffic.taskInstances(longest),
                        database::connect,
                        Settings.threads(2).perSecond(250))
                .start()) {
            work.accept(traffic);
            someWrites(traffic);
            return traffic.stop();
        }
    }

    private static void someWrites(JournalledTraffic traffic) {
        long enough = traffic.journal().commits() + WRITES;
        Waiting.until(
                "the traffic commits " + enough + " times",
                () -> traffic.journal().commits() >= enough);
    }

    private void complete(Journal journal, Function<@Nullable String, @Nullable String> conversion)
            throws SQLException {
        assertThat(journal.failures()).isEmpty();
        try (Connection connection = database.connect()) {
            assertThat(journal.differences(connection, conversion)).isEmpty();
        }
    }

    private void likeAltered(ExecutorId type, String... alter) throws SQLException {
        try (TestDatabase clone = database.server().createDatabase();
                Connection expected = clone.connect();
                Connection actual = database.connect()) {
            AirflowTables.create(expected, type);
            if (!dependents.isEmpty()) {
                clone.execute(dependents);
            }
            clone.execute(alter);
            assertThat(CatalogComparer.compare(
                            CatalogComparer.picture(expected, "airflow", "task_instance"),
                            CatalogComparer.picture(actual, "airflow", "task_instance")))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        }
    }

    private static @Nullable String shortened(@Nullable String value) {
        return value == null || value.codePointCount(0, value.length()) <= 250
                ? value
                : value.substring(0, value.offsetByCodePoints(0, 250));
    }
}
