package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.Keys;
import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TrackedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** A table of eight table partitions whose rows move from one to another, with what an application has on it. */
final class Tree {

    static final String TABLE = "app.r";

    private static final String CREATE = """
            CREATE SCHEMA app;
            CREATE TABLE app.r (id uuid NOT NULL, bucket int NOT NULL, v int CHECK (v > -2000000000), touched int NOT NULL DEFAULT 0,
                PRIMARY KEY (id, bucket)) PARTITION BY RANGE (bucket);
            DO $$ BEGIN
                FOR i IN 0..7 LOOP
                    EXECUTE format('CREATE TABLE app.r_%1$s PARTITION OF app.r FOR VALUES FROM (%1$s) TO (%1$s + 1)', i);
                END LOOP;
            END $$;
            CREATE INDEX r_v ON app.r (v);
            CREATE UNIQUE INDEX r_unique ON app.r (id, v, bucket);
            CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE UPDATE ON app.r FOR EACH ROW EXECUTE FUNCTION app.touch();
            CREATE TRIGGER touch_v BEFORE UPDATE OF v ON app.r_3 FOR EACH ROW WHEN (NEW.v > 0) EXECUTE FUNCTION app.touch();
            CREATE VIEW app.seen AS SELECT id, v FROM app.r WHERE v IS NOT NULL;
            CREATE VIEW app.third AS SELECT id, v FROM app.r_3
            """;

    private Tree() {}

    static void create(TestDatabase database, int rows) {
        database.execute(
                CREATE,
                "INSERT INTO app.r (id, bucket, v) SELECT gen_random_uuid(), g % 8, nullif(g % 1000, 0)"
                        + " FROM generate_series(1, " + rows + ") g",
                "ANALYZE app.r");
    }

    /** Rows are inserted anywhere; what updates another column moves them to the next table partition. */
    static TrackedTable traffic(long greatest) {
        return new TrackedTable(
                TABLE,
                "id",
                Keys.uuid7(),
                "v",
                random -> random.nextInt(10) == 0 ? null : String.valueOf(random.nextLong(greatest)),
                "bucket = (bucket + 1) % 8",
                "INSERT INTO app.r (id, bucket, v) VALUES (:key, hashtext(CAST(:key AS text)) & 7, :value)");
    }

    /** The same tables and views as in another database where these statements were run. */
    static void assertLike(TestDatabase database, String... alter) throws SQLException {
        try (TestDatabase clone = database.server().createDatabase();
                Connection actual = database.connect()) {
            clone.execute(CREATE);
            clone.execute(alter);
            assertThat(CatalogComparer.compare(pictures(clone), pictures(database)))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        }
    }

    /** Of all tables and views in the schema app. */
    static Map<String, String> pictures(TestDatabase of) throws SQLException {
        Map<String, String> pictures = new TreeMap<>();
        try (Connection connection = of.connect()) {
            for (String table : of
                    .queryList("SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace"
                            + " AND relkind IN ('r', 'p', 'v') ORDER BY 1")
                    .stream()
                    .map(String::valueOf)
                    .toList()) {
                CatalogComparer.picture(connection, "app", table).forEach((k, v) -> pictures.put(table + " " + k, v));
            }
        }
        return pictures;
    }

    static final String[] ALTER = {
        "DROP VIEW app.seen, app.third",
        "DROP TRIGGER touch_v ON app.r_3",
        "ALTER TABLE app.r ALTER v TYPE bigint",
        "CREATE TRIGGER touch_v BEFORE UPDATE OF v ON app.r_3 FOR EACH ROW WHEN (NEW.v > 0) EXECUTE FUNCTION app.touch()",
        "CREATE VIEW app.seen AS SELECT id, v FROM app.r WHERE v IS NOT NULL",
        "CREATE VIEW app.third AS SELECT id, v FROM app.r_3",
    };
}
