package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;

/** A change of several tables is led by its number alone, however it goes. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class IdSetTest {

    private static final String[] RUN = {"run", "convertToBigint", "--table=app.account", "--output=json"};

    private static final String TYPES =
            "SELECT DISTINCT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid IN"
                    + " ('app.account'::regclass, 'app.status'::regclass, 'app.person'::regclass)"
                    + " AND attname IN ('account_id', 'person_id') OR attrelid = 'app.account'::regclass AND attname = 'id'";

    private final TestDatabase database;
    private final Zdm zdm;

    IdSetTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.account (id serial PRIMARY KEY, name text)",
                "CREATE TABLE app.status (id bigserial PRIMARY KEY, account_id int NOT NULL REFERENCES app.account)",
                "CREATE TABLE app.person (id bigserial PRIMARY KEY, account_id int REFERENCES app.account)",
                "INSERT INTO app.account (name) SELECT g FROM generate_series(1, 500) g",
                "INSERT INTO app.status (account_id) SELECT 1 + g % 500 FROM generate_series(1, 3000) g",
                "INSERT INTO app.person (account_id) SELECT g FROM generate_series(1, 500) g",
                "ANALYZE");
    }

    @Test
    void isTakenAPhaseAtATimeAndGoesOnFromEach() {
        json(zdm.run(Zdm.with(RUN, "--until=expand")), 0, "STOPPED");
        assertThat(shadows()).isEqualTo("3");
        for (String phase : List.of("backfill", "dependents", "verify")) {
            json(zdm.run("restart", "1", "--until=" + phase, "--output=json"), 0, "STOPPED");
            assertThat(types()).as("after " + phase).containsExactly("integer");
        }
        Map<String, Object> swapped = json(zdm.run("restart", "1", "--output=json"), 0, "SWAPPED");
        assertThat(String.valueOf(swapped.get("tables"))).contains("app.account", "app.status", "app.person");
        assertThat(types()).containsExactly("bigint");
        json(zdm.run("contract", "1", "--output=json"), 0, "COMPLETED");
        assertThat(shadows()).isEqualTo("0");
    }

    /** The one table's rows are told apart under the whole's number, and filled again under it. */
    @Test
    void differencesInOneTableStopTheWholeUntilItIsRestarted() {
        json(zdm.run(Zdm.with(RUN, "--until=backfill")), 0, "STOPPED");
        database.execute(
                "ALTER TABLE app.status DISABLE TRIGGER USER",
                "UPDATE app.status SET account_id__zdm_new = account_id + 1 WHERE id IN (7, 1900)",
                "DO $$ DECLARE t record; BEGIN FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'app.status'::regclass"
                        + " AND NOT tgisinternal LOOP EXECUTE format('ALTER TABLE app.status ENABLE ALWAYS TRIGGER %I',"
                        + " t.tgname); END LOOP; END $$");
        Map<String, Object> failed = json(zdm.run("restart", "1", "--output=json"), 6, "FAILED");
        assertThat(String.valueOf(failed.get("error"))).contains("app.status").contains("verify-differences");
        assertThat(types()).containsExactly("integer");
        json(zdm.run("restart", "1", "--output=json"), 0, "SWAPPED");
        assertThat(types()).containsExactly("bigint");
        assertThat(database.queryOne("SELECT count(*) FROM app.status WHERE account_id <> 1 + id % 500"))
                .isEqualTo("0");
    }

    /** Paused, it keeps all its tables; taken over, it goes on where the other one was. */
    @Test
    void keepsItsTablesWhilePausedAndIsTakenOver() {
        try (Zdm.Running first = zdm.start(Zdm.with(RUN, "--chunk-rows=20", "--max-rate=200"))) {
            first.says("Part 1 of 2");
            Waiting.until(
                    "a worker",
                    () -> !"0"
                            .equals(database.queryOne("SELECT count(*) FROM zdm.batch_step_execution"
                                    + " WHERE step_name LIKE 'backfill%:%' AND status = 'STARTED'")));
            zdm.run("pause", "1").exits(0);
            Waiting.until("paused", () -> zdm.state(1).equals("PAUSED"));
            assertThat(String.valueOf(json(zdm.run("status", "1", "--output=json"), 0, "PAUSED")
                            .get("partitions")))
                    .contains("name=app.status p0001, state=at work, rowsDone=", "rowsTotal=3000");
            Map<String, Object> other =
                    json(zdm.run("run", "convertToBigint", "--table=app.status", "--output=json"), 3, "null");
            assertThat(String.valueOf(other.get("problems"))).contains("another-change");
            zdm.run("resume", "1").exits(0);
            json(
                    zdm.run("restart", "1", "--take-over", "--chunk-rows=1000", "--max-rate=1000000", "--output=json"),
                    0,
                    "SWAPPED");
            assertThat(first.result().code()).isNotZero();
        }
        assertThat(types()).containsExactly("bigint");
    }

    private List<String> types() {
        return database.queryList(TYPES).stream().map(String::valueOf).toList();
    }

    private String shadows() {
        return String.valueOf(
                database.queryOne("SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " WHERE c.relnamespace = 'app'::regnamespace AND attname LIKE '%\\_\\_zdm\\_%'"
                        + " AND c.relkind = 'r' AND NOT attisdropped"));
    }

    private static Map<String, Object> json(Zdm.Result result, int code, String state) {
        Map<String, Object> json = new Yaml().load(result.exits(code).out());
        assertThat(String.valueOf(json.get("state"))).isEqualTo(state);
        return json;
    }
}
