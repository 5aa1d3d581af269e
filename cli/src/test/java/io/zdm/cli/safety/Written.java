package io.zdm.cli.safety;

import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TrackedTable;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** app.t, of a role whose statements and waits for locks are cut off after a tenth of a second, and who writes it. */
final class Written {

    private static final int ROWS = 20_000;

    private Written() {}

    /** The owner, of that database and of those that are made like it. */
    static String owner(TestDatabase database) {
        return database.name() + "_owner";
    }

    static void createOwner(TestDatabase database) {
        String owner = owner(database);
        database.createRole(owner);
        database.execute(
                "ALTER ROLE " + owner + " SET statement_timeout = '100ms'",
                "ALTER ROLE " + owner + " SET lock_timeout = '100ms'");
    }

    static void create(TestDatabase database, String owner) {
        database.execute(
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + owner,
                "CREATE SCHEMA app AUTHORIZATION " + owner,
                "CREATE TABLE app.parent (id int PRIMARY KEY)",
                "INSERT INTO app.parent SELECT generate_series(0, 99)",
                "CREATE TABLE app.t (id bigint PRIMARY KEY, code text, n int NOT NULL DEFAULT 0, parent int, needed int)",
                "INSERT INTO app.t SELECT g, 'code ' || g, 0, g % 100, g FROM generate_series(1, " + ROWS + ") g",
                "CREATE INDEX t_n ON app.t (n)",
                "CREATE INDEX t_old ON app.t (code)",
                "CREATE TABLE app.elsewhere (a int)",
                "ALTER TABLE app.parent OWNER TO " + owner,
                "ALTER TABLE app.t OWNER TO " + owner,
                "ANALYZE app.t");
    }

    /** Each value of code is new, so that it stays unique whatever is rolled back. */
    static JournalledTraffic traffic(TestDatabase database) throws SQLException {
        AtomicLong keys = new AtomicLong(1_000_000);
        AtomicLong codes = new AtomicLong(1_000_000);
        TrackedTable table = new TrackedTable(
                "app.t",
                "id",
                () -> String.valueOf(keys.incrementAndGet()),
                "code",
                random -> "code " + codes.incrementAndGet(),
                "n = n + 1",
                "INSERT INTO app.t (id, code, parent, needed) VALUES (:key, :value, 7, 7)");
        return new JournalledTraffic(
                        table, database::connect, Settings.threads(2).perSecond(200))
                .start();
    }
}
