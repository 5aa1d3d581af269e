package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while none of a change's parts is owned: one is done, and the next has not begun. */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class KillNineBetweenPartsIT {

    private final TestDatabase database;
    private final Zdm zdm;

    @TempDir
    Path directory = Path.of(".");

    KillNineBetweenPartsIT(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @Test
    void theWholeHasCrashedWhicheverWayItWent() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.account (id serial PRIMARY KEY)",
                "CREATE TABLE app.status (id bigserial PRIMARY KEY, account_id int NOT NULL REFERENCES app.account)",
                "CREATE TABLE app.person (id bigserial PRIMARY KEY, account_id int REFERENCES app.account)",
                "INSERT INTO app.account SELECT FROM generate_series(1, 50)",
                "INSERT INTO app.status (account_id) SELECT g FROM generate_series(1, 50) g",
                "INSERT INTO app.person (account_id) SELECT g FROM generate_series(1, 50) g",
                "ANALYZE");
        String[] run = {"run", "convertToBigint", "--table=app.account"};
        zdm.run(Zdm.with(run, "--until=expand")).exits(0);
        assertThat(zdm.state(1)).isEqualTo("STOPPED");

        killedBefore("max", "restart", "1");
        zdm.run("restart", "1").exits(0);
        killedBefore("min", "rollback", "1");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");

        zdm.run(run).exits(0);
        long id = Long.parseLong(
                String.valueOf(database.queryOne("SELECT max(id) FROM zdm.change WHERE part_of IS NULL")));
        killedBefore("max", "contract", String.valueOf(id));
        zdm.run("contract", String.valueOf(id)).exits(0);
        assertThat(zdm.state(id)).isEqualTo("COMPLETED");
    }

    /** @param part the last or the first of the parts, which is about to be owned when the process dies */
    private void killedBefore(String part, String... command) {
        long whole = Long.parseLong(command[1]);
        database.execute(
                "CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$",
                "DO $$ BEGIN EXECUTE format('CREATE TRIGGER dawdle BEFORE INSERT ON zdm.ownership FOR EACH ROW"
                        + " WHEN (NEW.change_id = %s) EXECUTE FUNCTION public.dawdle()', (SELECT " + part
                        + "(id) FROM zdm.change WHERE part_of = " + whole + ")); END $$");
        String asleep = "FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
        try (Jar jar = Jar.start(database, directory, command)) {
            Waiting.until(
                    "the next part is about to begin",
                    () -> "t".equals(database.queryOne("SELECT EXISTS (SELECT " + asleep + ")")),
                    jar::output);
            jar.kill();
        }
        database.queryList("SELECT pg_terminate_backend(pid) " + asleep);
        Waiting.until(
                "the dead engine's sessions have ended",
                () -> "0"
                        .equals(database.queryOne("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE application_name = 'zdm-batch' AND datname = current_database()")));
        database.execute("DROP FUNCTION public.dawdle() CASCADE");
        assertThat(zdm.state(whole)).as(String.join(" ", command)).isEqualTo("CRASHED");
        assertThat(zdm.run("status", String.valueOf(whole)).exits(0).out()).contains("CRASHED", "Owner");
    }
}
