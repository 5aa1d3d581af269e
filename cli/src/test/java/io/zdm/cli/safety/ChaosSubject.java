package io.zdm.cli.safety;

import io.zdm.testkit.Keys;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TrackedTable;
import java.util.List;
import java.util.Map;

/** What is changed in a round of {@link ChaosRound}, and what it comes to where nobody minds a standstill. */
record ChaosSubject(
        String name,
        String table,
        String beside,
        List<String> early,
        Map<String, Integer> questions,
        String alter,
        String proof,
        List<String> change) {

    private static final String PLAIN =
            "CREATE TABLE app.item (id bigint PRIMARY KEY, v text CHECK (v <> ''), n integer NOT NULL DEFAULT 0, extra int)";

    /** Its rows move from one table partition to another. */
    private static final String TREE = """
            CREATE TABLE app.item (id bigint, v text CHECK (v <> ''), n integer NOT NULL DEFAULT 0, extra int,
                PRIMARY KEY (id, n)) PARTITION BY HASH (n);
            CREATE TABLE app.item_0 PARTITION OF app.item FOR VALUES WITH (MODULUS 3, REMAINDER 0);
            CREATE TABLE app.item_1 PARTITION OF app.item FOR VALUES WITH (MODULUS 3, REMAINDER 1);
            CREATE TABLE app.item_2 PARTITION OF app.item FOR VALUES WITH (MODULUS 3, REMAINDER 2)
            """;

    /** A rollback from before the swap, or a contract of what has none. */
    static final int FEW_QUESTIONS = 170;

    private static final List<String> BEFORE_THE_SWAP = List.of("expand", "backfill", "verify");

    static final List<ChaosSubject> ALL = List.of(
            new ChaosSubject(
                    "a column",
                    PLAIN,
                    "SELECT",
                    BEFORE_THE_SWAP,
                    Map.of(
                            "expand",
                            700,
                            "backfill",
                            1400,
                            "verify",
                            1500,
                            "swap",
                            1600,
                            "contract",
                            650,
                            "rollback",
                            530),
                    "ALTER TABLE app.item ALTER v TYPE varchar(40)",
                    "SELECT true",
                    List.of("changeColumnType", "--column=v", "--to=varchar(40)")),
            new ChaosSubject(
                    "a tree",
                    TREE,
                    "SELECT",
                    BEFORE_THE_SWAP,
                    Map.of(
                            "expand",
                            1000,
                            "backfill",
                            1700,
                            "verify",
                            1900,
                            "swap",
                            2200,
                            "contract",
                            800,
                            "rollback",
                            900),
                    "ALTER TABLE app.item ALTER v TYPE varchar(40)",
                    "SELECT true",
                    List.of("changeColumnType", "--column=v", "--to=varchar(40)")),
            new ChaosSubject(
                    "a referenced key",
                    "CREATE TABLE app.item (id serial PRIMARY KEY, v text CHECK (v <> ''), n integer NOT NULL DEFAULT 0, extra int)",
                    "CREATE TABLE app.part (id int PRIMARY KEY, item int CONSTRAINT part_item REFERENCES app.item ON DELETE CASCADE);"
                            + " CREATE INDEX part_item ON app.part (item);"
                            + " INSERT INTO app.part SELECT g, g FROM generate_series(1, 5000, 3) g",
                    BEFORE_THE_SWAP,
                    Map.of(
                            "expand",
                            900,
                            "backfill",
                            1600,
                            "verify",
                            1800,
                            "swap",
                            2200,
                            "contract",
                            900,
                            "rollback",
                            900),
                    // The second is what ALTER forgets.
                    "ALTER TABLE app.item ALTER id TYPE bigint; ALTER SEQUENCE app.item_id_seq AS bigint",
                    "SELECT convalidated AND NOT EXISTS (SELECT FROM app.part WHERE item NOT IN (SELECT id FROM app.item))"
                            + " FROM pg_constraint WHERE conname = 'part_item'",
                    List.of("changeColumnType", "--column=id", "--to=bigint")),
            new ChaosSubject(
                    "a name",
                    PLAIN,
                    "SELECT",
                    BEFORE_THE_SWAP,
                    Map.of(
                            "expand",
                            700,
                            "backfill",
                            1300,
                            "verify",
                            1500,
                            "swap",
                            1600,
                            "contract",
                            650,
                            "rollback",
                            530),
                    "ALTER TABLE app.item RENAME extra TO more",
                    "SELECT bool_and(more = id) FROM app.item WHERE id <= 5000",
                    List.of("renameColumn", "--column=extra", "--to=more")),
            new ChaosSubject(
                    "a column that goes",
                    PLAIN,
                    "SELECT",
                    List.of("expand"),
                    Map.of("expand", 300, "swap", 500, "contract", 500, "rollback", 500),
                    "ALTER TABLE app.item DROP extra",
                    "SELECT true",
                    List.of("dropColumn", "--column=extra")),
            new ChaosSubject(
                    "a column that comes",
                    PLAIN,
                    "CREATE FUNCTION app.roll() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 42; END'",
                    BEFORE_THE_SWAP,
                    Map.of("expand", 600, "backfill", 1200, "verify", 1300, "swap", 1400),
                    "ALTER TABLE app.item ADD dice int NOT NULL DEFAULT app.roll()",
                    "SELECT bool_and(dice = 42) FROM app.item",
                    List.of("addColumn", "--column=dice", "--type=int", "--default=app.roll()", "--not-null")),
            new ChaosSubject(
                    "a backfill",
                    PLAIN,
                    "UPDATE app.item SET extra = NULL",
                    List.of("expand"),
                    Map.of("expand", 300, "swap", 600),
                    "SELECT",
                    "SELECT bool_and(extra = id * 2) FROM app.item WHERE id <= 5000",
                    List.of("backfillColumn", "--column=extra", "--set=id * 2")),
            new ChaosSubject(
                    "an index",
                    PLAIN,
                    "SELECT",
                    List.of("expand"),
                    Map.of("expand", 200, "swap", 300),
                    "CREATE INDEX item_low ON app.item (lower(v), n DESC) WHERE n >= 0",
                    "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.item_low'::regclass",
                    List.of("addIndex", "--index=item_low", "--columns=lower(v), n DESC", "--where=n >= 0")),
            new ChaosSubject(
                    "a foreign key",
                    PLAIN,
                    "CREATE TABLE app.kind (id int PRIMARY KEY); INSERT INTO app.kind SELECT generate_series(1, 5000)",
                    List.of("dependents"),
                    Map.of("dependents", 300, "swap", 300),
                    "ALTER TABLE app.item ADD CONSTRAINT item_kind FOREIGN KEY (extra) REFERENCES app.kind;"
                            + " CREATE INDEX ON app.item (extra)",
                    "SELECT convalidated FROM pg_constraint WHERE conname = 'item_kind'",
                    List.of("addForeignKey", "--constraint=item_kind", "--columns=extra", "--references=app.kind")));

    /** Every other round changes a column; the rest goes through all other changes, with all faults. */
    static ChaosSubject of(long seed) {
        return ALL.get(seed % 2 == 0 ? 0 : 1 + (int) Math.floorMod(seed / 2, ALL.size() - 1L));
    }

    /** About how many questions a command asks where nobody is in its way: {@code run} by its last phase. */
    int questions(String command) {
        return questions.getOrDefault(command, FEW_QUESTIONS);
    }

    /** What has a swap goes back after it, too. */
    boolean swaps() {
        return questions.containsKey("contract");
    }

    String[] run(String... more) {
        String[] start = {"run", change.get(0), "--table=app.item", "--chunk-rows=200", "--max-rate=4000"};
        return Zdm.with(Zdm.with(start, change.subList(1, change.size()).toArray(String[]::new)), more);
    }

    void create(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA app",
                table,
                "INSERT INTO app.item (id, v, extra) SELECT g, 'value ' || g, g FROM generate_series(1, 5000) g",
                "CREATE INDEX item_v ON app.item (v)",
                beside,
                "ANALYZE app.item");
    }

    TrackedTable traffic() {
        return new TrackedTable(
                "app.item",
                "id",
                Keys.numbers(100_000),
                "v",
                values -> values.nextInt(20) == 0 ? null : "written " + values.nextInt(1_000_000),
                "n = n + 1",
                "INSERT INTO app.item (id, v) VALUES (:key, :value)");
    }

    @Override
    public String toString() {
        return name;
    }
}
