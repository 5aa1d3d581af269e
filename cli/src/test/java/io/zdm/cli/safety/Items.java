package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.util.List;

/** A small table, app.item, whose column v is to become varchar(40). */
final class Items {

    static final String[] CHANGE = {"run", "changeColumnType", "--table=app.item", "--column=v", "--to=varchar(40)"};

    /** Slow enough to meddle with while it runs, be the machine as busy as it may: 5,000 rows in 25 seconds. */
    static final String[] SLOWLY = {"--chunk-rows=50", "--max-rate=200"};

    /** Ends that, so that no test waits for it. */
    static final String[] HURRY = {"tune", "1", "--chunk-rows=1000", "--max-rate=1000000"};

    /**
     * What a reader's transaction does that stays open. Not a plain SELECT: pgjdbc's portal would keep its snapshot, which
     * the engine waits for before it wants any lock.
     */
    static final String READING = "DO $$ BEGIN PERFORM 'a reader' FROM app.item; END $$";

    private Items() {}

    static Zdm create(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (id bigint PRIMARY KEY, v text, n integer NOT NULL DEFAULT 0)",
                "INSERT INTO app.item SELECT g, 'value ' || g FROM generate_series(1, 5000) g",
                "ANALYZE app.item");
        return new Zdm(database);
    }

    static String type(TestDatabase database) {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = 'app.item'::regclass AND attname = 'v'"));
    }

    /** The sync triggers, in the order in which they fire. */
    static List<String> triggers(TestDatabase database) {
        return database
                .queryList("SELECT tgname FROM pg_trigger WHERE tgrelid = 'app.item'::regclass"
                        + " AND NOT tgisinternal AND tgname LIKE 'zzz%' ORDER BY tgname")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** Writes while the sync triggers do not look, as somebody may who means well. */
    static void behindTheTriggers(TestDatabase database, String... sql) {
        List<String> triggers = triggers(database);
        triggers.forEach(t -> database.execute("ALTER TABLE app.item DISABLE TRIGGER " + t));
        database.execute(sql);
        triggers.forEach(t -> database.execute("ALTER TABLE app.item ENABLE ALWAYS TRIGGER " + t));
    }

    static void awaitFilled(TestDatabase database, int rows) {
        Waiting.until(
                rows + " rows filled",
                () -> "1"
                                .equals(database.queryOne(
                                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'app.item'::regclass"
                                                + " AND attname = 'v__zdm_new'"))
                        && Long.parseLong(String.valueOf(database.queryOne("SELECT count(v__zdm_new) FROM app.item")))
                                >= rows);
    }
}
